"""The tables, a noun a file. Rows that pages list are projections of entries; entries are the truth."""

from goodstanding.store.models.account_step import AccountStep
from goodstanding.store.models.case import Case, CaseRole, Duty
from goodstanding.store.models.checkpoint import (
    Checkpoint,
    KeyStatement,
    LogName,
    ReceiptTaken,
    ServiceState,
    Timestamp,
)
from goodstanding.store.models.day import Day
from goodstanding.store.models.entry import Entry, Payload
from goodstanding.store.models.imports import ImportRun, ImportTemplate
from goodstanding.store.models.keeping import ErasureRequest, Hold, RetentionDue
from goodstanding.store.models.letter import Letter
from goodstanding.store.models.log import ChainHead, Leaf, LogHead, TileHash
from goodstanding.store.models.metric import Metric, Observation
from goodstanding.store.models.notice import Mail, Notice
from goodstanding.store.models.organisation import Organisation, Setup
from goodstanding.store.models.peers import PeerGroup, PeerPeriod
from goodstanding.store.models.person import Absence, Assignment, Person, Team
from goodstanding.store.models.preference import Feed, FeedItem, Preference
from goodstanding.store.models.review import ReviewChange
from goodstanding.store.models.round import Round, RoundMember, RoundText
from goodstanding.store.models.schedule import ScheduledRun, ScheduledWork
from goodstanding.store.models.signals import Signal, SignalRun, WorkUnit
from goodstanding.store.models.user import AccountEvent, Grant, User

__all__ = [
    "Absence",
    "AccountEvent",
    "AccountStep",
    "Assignment",
    "Case",
    "CaseRole",
    "ChainHead",
    "Checkpoint",
    "Day",
    "Duty",
    "Entry",
    "ErasureRequest",
    "Feed",
    "FeedItem",
    "Grant",
    "Hold",
    "ImportRun",
    "ImportTemplate",
    "KeyStatement",
    "Leaf",
    "Letter",
    "LogHead",
    "LogName",
    "Mail",
    "Metric",
    "Notice",
    "Observation",
    "Organisation",
    "Payload",
    "PeerGroup",
    "PeerPeriod",
    "Person",
    "Preference",
    "ReceiptTaken",
    "RetentionDue",
    "ReviewChange",
    "Round",
    "RoundMember",
    "RoundText",
    "ScheduledRun",
    "ScheduledWork",
    "ServiceState",
    "Setup",
    "Signal",
    "SignalRun",
    "Team",
    "TileHash",
    "Timestamp",
    "User",
    "WorkUnit",
]
