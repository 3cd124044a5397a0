"""One Spark for all tests, where Java and pyspark are at hand; a word about what is missing where not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from goodstanding.analytics.embedded import Embedded
from goodstanding.analytics.engine import Engine


@pytest.fixture(scope="session")
def spark_session() -> Iterator[Any]:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java, and there is none here: apt-get install default-jre-headless")
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed here: make spark")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")  # for a few hundred rows, compiling is all the cost
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.xdist_group("spark"))])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every engine, one after the other."""
    made: Engine
    if request.param == "duckdb":
        made = Embedded(threads=1)
    else:
        from goodstanding.analytics.spark import Spark

        made = Spark(request.getfixturevalue("spark_session"))
    yield made
    made.close()
