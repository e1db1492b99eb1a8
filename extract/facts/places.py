"""Names that end a postal address: states and provinces with their codes, and countries."""

_STATES = """
AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;
DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;
LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;
NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;
OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;
UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;PR Puerto Rico;GU Guam;
VI Virgin Islands;AS American Samoa;MP Northern Mariana Islands;FM Micronesia;MH Marshall Islands;PW Palau;
AA;AE;AP
"""
_SHORT = """
CA Calif;CO Colo;CT Conn;FL Fla;GA Ga;IL Ill;IN Ind;KY Ky;LA La;MA Mass;MD Md;MI Mich;MN Minn;MO Mo;OK Okla;OR Ore;
PA Pa;TN Tenn;TX Tex;VA Va;VT Vt;WA Wash;WI Wis
"""
_PROVINCES = """
AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NS Nova Scotia;
NT Northwest Territories;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon
"""
_COUNTRIES = """
Afghanistan;Albania;Algeria;Angola;Argentina;Armenia;Australia;Austria;Azerbaijan;Bahamas;The Bahamas;Bahrain;
Bangladesh;Barbados;Belarus;Belgium;Belgique;Belize;Benin;Bolivia;Bosnia and Herzegovina;Botswana;Brazil;Brasil;
Bulgaria;Burkina Faso;Burma;Cambodia;Cameroon;Canada;Canadá;Chad;Chile;China;Colombia;Costa Rica;Croatia;Cuba;Cyprus;
Czech Republic;Denmark;Dominican Republic;República Dominicana;Ecuador;Egypt;El Salvador;England;Estonia;Ethiopia;Fiji;
Finland;France;Gabon;Germany;Deutschland;Ghana;Greece;Guatemala;Guinea;Guyana;Haiti;Haïti;Honduras;Hong Kong;Hungary;
Iceland;India;Indonesia;Iraq;Ireland;Israel;Italy;Italia;Jamaica;Japan;Kazakhstan;Kenya;Kosovo;Kuwait;Kyrgyzstan;Laos;
Latvia;Lebanon;Lesotho;Liberia;Libya;Lithuania;Luxembourg;Madagascar;Malawi;Malaysia;Mali;Malta;Mauritania;Mauritius;
Mexico;México;Moldova;Mongolia;Montenegro;Morocco;Maroc;Mozambique;Namibia;Nepal;Netherlands;The Netherlands;
New Zealand;Nicaragua;Niger;Nigeria;North Macedonia;Northern Ireland;Norway;Oman;Pakistan;Panama;Panamá;
Papua New Guinea;Paraguay;Peru;Perú;Philippines;Poland;Portugal;Qatar;Romania;Russia;Rwanda;Saudi Arabia;Scotland;
Senegal;Serbia;Sierra Leone;Singapore;Slovakia;Slovenia;Somalia;South Africa;South Korea;Korea;Republic of Korea;
South Sudan;Spain;España;Sri Lanka;Sudan;Suriname;Sweden;Switzerland;Suisse;Schweiz;Syria;Taiwan;Tajikistan;Tanzania;
Thailand;Timor-Leste;Togo;Trinidad and Tobago;Tunisia;Tunisie;Turkey;Türkiye;Turkmenistan;Uganda;UK;U.K.;Ukraine;
United Arab Emirates;UAE;United Kingdom;Uruguay;Uzbekistan;Venezuela;Vietnam;Wales;Yemen;Zambia;Zimbabwe
"""


def _codes(table: str) -> dict[str, str]:
    """Each name and each code in upper case without points, with its code."""
    rows = [row.strip().partition(" ") for row in table.replace("\n", "").split(";")]
    return {key.upper(): code for code, _, name in rows for key in (code, name) if key}


STATES = _codes(_STATES) | _codes(_SHORT)
"""USPS codes by code, name and newspaper abbreviation, in upper case without points."""

PROVINCES = _codes(_PROVINCES) | {"QUÉBEC": "QC", "P.Q": "QC"}
"""Codes of the Canadian provinces by code and name, in upper case."""

COUNTRIES = frozenset(" ".join(name.split()).upper() for name in _COUNTRIES.replace("\n", "").split(";"))
"""Names of countries other than the United States, in upper case."""
