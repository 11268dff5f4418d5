"""Pools of ordinary names of many heritages; every pairing is by chance."""

GIRLS = tuple(
    """Amelia Olivia Isla Ava Freya Grace Ruby Ellie Poppy Chloe Jasmine Megan Niamh Siobhán Erin Caitlin Aisha
    Fatima Zainab Maryam Hafsa Amina Safiya Priya Anjali Meera Simran Jaspreet Harleen Mei Xiu Linh Thuy
    Ngozi Chiamaka Adaeze Folake Abena Efua Zuri Makena Zofia Julia Maja Oliwia Ioana Andreea Elena Sofia
    Inês Chloé Zoë Layla Yasmin Leila Shanice Tamara Keisha Bethany Holly Lexi Skye Summer Tegan Seren Ffion
    Rhiannon Eilidh Kirsty Hannah Naomi Esther Tirzah Orla Roisin Dilara Elif Ayse Parwana Zarmina Hiba
    Rahaf Noor Selam Hanna Bronte Amelia-Rose Lily-Mae Ella-Grace""".split()
)
BOYS = tuple(
    """Oliver George Noah Alfie Archie Jack Harry Leo Finley Jayden Tyler Callum Connor Kieran Liam Declan Rory
    Ewan Angus Rhys Dylan Owen Iestyn Mohammed Yusuf Ibrahim Hamza Bilal Omar Zakariya Arjun Rohan Vikram
    Gurpreet Harjit Manraj Wei Jun Minh Duc Chidi Emeka Tunde Kwame Kofi Femi Tendai Jakub Filip Kacper
    Mateusz Andrei Stefan Luca Mateo João Nikolai Dmytro Artem Oleksandr Samir Karim Tariq Ahmad Hassan
    Farhad Rebaz Aram Yonas Dawit Abdi Mahad Jamal Marlon Dwayne Reuben Ezra Levi Caleb Joshua Ethan Logan
    Kai Zac Riley Mason Billy Frankie Jean-Paul Tommy-Lee Alfie-James""".split()
)
SURNAMES = tuple(
    """Ashworth Barlow Birtwistle Bradshaw Brennan Byrne Caddick Campbell Chadwick Clegg Cohen Connolly Cooper
    Crompton Daly Davies Dean Duckworth Edwards Entwistle Evans Fairhurst Farrell Fielding Fletcher
    Gallagher Gaskell Greenhalgh Griffiths Halliwell Hargreaves Harrison Heyes Higginbottom Holt Horrocks
    Hughes Jenkins Jones Kelly Kershaw Leigh Lomax Lloyd MacDonald Marsden McCann McKenzie Molyneux Morgan
    Mulligan Murphy Naylor Nuttall O’Brien O’Connor O’Neill Ogden Parkinson Pickup Pilkington Price
    Ramsbottom Rigby Roberts Rothwell Rowbottom Schofield Sharples Shaw Singleton Smethurst Stott Sutcliffe
    Thistlethwaite Turton Unsworth Walsh Whittaker Wilkinson Worthington Abubakar Adeyemi Afolabi Ahmed
    Akhtar Ali Amoah Asante Aziz Bains Balogun Begum Bhatti Chaudhry Chen Chowdhury Cruz Desai Dhillon
    Diallo Eze Farah Fernandes Ferreira Ghebremedhin Gill Gomes Haile Hussain Ibrahim Ionescu Iqbal Islam
    Jahangir Kaczmarek Kamara Kaur Khan Kowalski Kumar Lam Lewandowski Li Mahmood Malik Mbeki Mensah Mohamed
    Mukherjee Mwangi Nguyen Nowak Obi Ofori Okafor Okonkwo Osei Owusu Patel Pereira Pham Popescu Qureshi
    Rahman Rana Reid Robinson Rosenberg Sandhu Santos Shah Sharma Shevchenko Siddiqui Singh Tesfaye Tran
    Uddin Wang Warsame Williams Wisniewski Wojcik Wong Yeboah Yilmaz Zhang Núñez García Brontë""".split()
)
STREETS = tuple(
    """Tithebarn Ropewalk Cinder Kiln Weavers Lockkeeper Mossgate Plover Curlew Sandpiper Bittern Alderbank
    Hawthorn Bleachworks Saltersgate Chandler Cooperage Fulling Millrace Osier Sedge Teasel Withy Yarrow
    Harebell Larkhill Merebank Dunnock Fallow Gorse""".split()
)
STREET_KINDS = ("Street", "Road", "Lane", "Close", "Avenue", "Way")
WARDS = ("Quayside", "Mossgate", "Millrace", "Larkhill", "Saltersgate", "Harebell")
ETHNICITIES = (
    ("WBRI", 60.0),
    ("WIRI", 2.0),
    ("WROM", 1.0),
    ("WOTH", 7.0),
    ("MWBC", 4.0),
    ("MWAS", 3.0),
    ("MOTH", 3.0),
    ("AIND", 3.0),
    ("APKN", 5.0),
    ("ABAN", 2.0),
    ("BCRB", 2.0),
    ("BAFR", 4.0),
    ("CHNE", 1.0),
    ("OOTH", 2.0),
    ("NOBT", 1.0),
)


def plain(name: str) -> str:
    """A name as a system without accents or curly quotes would hold it, in lower case."""
    table = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüñç’", "aaaaaeeeeiiiiooooouuuunc'")
    return name.lower().translate(table)


def mail_name(forename: str, surname: str) -> str:
    """The part of a work e-mail address before the at sign."""
    return ".".join("".join(c for c in plain(part) if c.isalnum() or c == "-") for part in (forename, surname))
