"""Column names of Annex A's lists 1 to 9, as published with the inspection framework for children's services."""

COMMON = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
TITLES = {
    1: "List 1: Contacts", 2: "List 2: Early help", 3: "List 3: Referrals", 4: "List 4: Assessments", 5: "List 5: Section 47 enquiries",
    6: "List 6: Children in need", 7: "List 7: Child protection", 8: "List 8: Children in care", 9: "List 9: Leaving care",
}  # fmt: skip
DISABLED = "Does the Child have a Disability"
WORKER = ("Allocated Team", "Allocated Worker")
LISTS: dict[int, tuple[str, ...]] = {
    1: ("Date of Contact", "Contact Source"),
    2: ("Assessment start date", "Assessment completion date", "Organisation completing assessment"),
    3: ("Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", *WORKER),
    4: (
        DISABLED, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children's social care support?", *WORKER,
    ),
    5: (
        DISABLED, "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?", "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *WORKER,
    ),
    6: (
        DISABLED, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure",
        "Case Status", *WORKER,
    ),
    7: (
        DISABLED, "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
        "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans", *WORKER,
    ),
    8: (
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", DISABLED, "Date Started to be Looked After",
        "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review",
        "Date of Last Social Work Visit", "What is the permanence plan for this child?",
        "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment", "Date of Last Dental Check",
        "Number of Placements in the Last 12 months", "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement postcode", "URN of Placement",
        "Placement Location", "LA of Placement",
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", *WORKER,
    ),
    9: (
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", DISABLED, *WORKER,
        "Allocated Personal Advisor", "Eligibility Category", "Latest Pathway Plan Review Date", "LA in Touch",
        "Latest Date of Contact", "Type of Accommodation", "Suitability of Accommodation", "Activity Status",
    ),
}  # fmt: skip
CONTACT_SOURCES = {
    "2A": "2A: Schools", "6": "6) Police", "1A": "1A - Individual - family member/relative/carer", "3A": "GP", "3B": "3B - Health visitor",
    "3C": "School Nurse", "3E": "3E: A&E", "4": "Housing (LA or housing association)", "5D": "5D: LA early help", "8": "8. Other",
    "9": "ANONYMOUS", "10": "Unknown",
}  # fmt: skip
