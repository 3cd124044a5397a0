"""Invented names for those of the demo company who play no part in a story."""

OTHERS = (
    "Abena Frimpong", "Adam Pickersgill", "Agnieszka Borowa", "Alasdair Munro-Kerr", "Amina Yildiran",
    "Andrei Toporan", "Anneke Vosman", "Anya Belozer", "Arjun Kittappa", "Beatrice Omolade",
    "Benedict Harrowgate", "Birgit Aalund", "Caitlin Dunmorrow", "Camille Lefaucheur", "Cerys Llewelyn-Ash",
    "Chidi Obanya", "Claire Wetherden", "Cosmin Vladescu", "Daniela Rosetto", "Darragh Feeney",
    "Deepa Narasingh", "Dilan Aksoyer", "Dorota Zielonka", "Edmund Farthing", "Eilidh Stratharn",
    "Elif Karadere", "Emeka Uzodike", "Esme Rowanshaw", "Ezra Feldheim", "Fatou Diarrassou",
    "Felix Grunewalder", "Finlay Ackroyd", "Gemma Tresillian", "Giulia Marcheselli", "Hamza Qureshani",
    "Harriet Oxenholme", "Helga Steinvik", "Hiroko Tanemori", "Ifeoma Chikere", "Imogen Cartledge",
    "Ioana Petrascu", "Isaac Thornhollow", "Jaspreet Gillanwal", "Joanna Maltravers", "Jorge Calderuela",
    "Kaito Morisaki", "Kateryna Shevchuk-Bohn", "Kieran Lomasney", "Kirsten Amdahl", "Kwabena Sarponi",
    "Latisha Crowborough", "Liam Heskett", "Lorenzo Bragadin", "Lucja Wiatrak", "Magnus Eikeland",
    "Malika Benchaouir", "Mariam Sidibeh", "Mateus Carvalhais", "Maya Lindenbaum", "Meera Rajagopuram",
    "Milan Drazenko", "Nathaniel Burrowes", "Niamh Corcoran-Dale", "Nikhil Deshwar", "Noemi Szarvas",
    "Olivia Brackenbury", "Omar Al-Rashedi", "Orla Kinsellagh", "Patrick Winstanleigh", "Paulina Ostrowicz",
    "Pedro Santarem", "Phoebe Hollingbury", "Quynh Tran-Harris", "Rachel Mendelow", "Rajesh Iyengaran",
    "Ramona Ilievski", "Reuben Castleford", "Rhiannon Gwyther", "Rosa Quintanar", "Rowan Eddlestone",
    "Sabine Kehlmann", "Sasha Demchuk", "Selma Hodzicka", "Sinead Gallaher", "Sofia Papadimos",
    "Stanley Okwuosa", "Sunita Bhandarkar", "Tariq Mahmoudi", "Thandeka Mbalo", "Theo Granville-Moss",
    "Tilda Bjornstad", "Trinh Le-Watson", "Ursula Mankell", "Valentina Corradi", "Vikram Sethupathi",
    "Wendy Ashcombe", "Xiaoli Fengate", "Yara Haddadi", "Yolanda Espinal", "Zofia Klimek-Reed",
)  # fmt: skip
