/** Real cities and towns of the United States, so that institutions stand somewhere believable. */
export const cities: readonly { readonly city: string; readonly state: string }[] = `
AK Anchorage, Fairbanks, Juneau
AL Birmingham, Huntsville, Mobile, Montgomery, Tuscaloosa, Dothan, Decatur
AR Little Rock, Fayetteville, Fort Smith, Jonesboro, Conway, Harrison
AZ Phoenix, Tucson, Flagstaff, Mesa, Prescott, Yuma
CA Sacramento, Fresno, Bakersfield, Stockton, Redding, Salinas, Visalia, Eureka
CO Denver, Colorado Springs, Fort Collins, Grand Junction, Pueblo, Greeley
CT Hartford, New Haven, Norwich, Torrington
DE Dover, Wilmington
FL Tallahassee, Ocala, Pensacola, Lakeland, Gainesville, Fort Myers
GA Augusta, Macon, Savannah, Athens, Valdosta, Columbus
HI Honolulu, Hilo
IA Des Moines, Cedar Rapids, Davenport, Ames, Waterloo, Sioux City, Dubuque
ID Boise, Idaho Falls, Twin Falls, Pocatello
IL Springfield, Peoria, Rockford, Champaign, Decatur, Quincy
IN Indianapolis, Fort Wayne, Evansville, Bloomington, Columbus, Kokomo
KS Topeka, Wichita, Lawrence, Manhattan, Hays, Dodge City
KY Lexington, Louisville, Bowling Green, Owensboro, Paducah
LA Baton Rouge, Lafayette, Shreveport, Monroe
MA Worcester, Springfield, Pittsfield, Lowell
MD Annapolis, Frederick, Hagerstown, Salisbury
ME Augusta, Bangor, Portland, Lewiston
MI Lansing, Grand Rapids, Kalamazoo, Marquette, Traverse City, Flint
MN Saint Paul, Rochester, Saint Cloud, Bemidji, Moorhead
MO Springfield, Joplin, Columbia, Jefferson City, Rolla, Cape Girardeau, Sedalia
MS Jackson, Hattiesburg, Tupelo, Meridian
MT Billings, Bozeman, Missoula, Great Falls, Helena
NC Raleigh, Greensboro, Asheville, Wilmington, Hickory
ND Bismarck, Fargo, Grand Forks, Minot
NE Lincoln, Omaha, Kearney, Grand Island, North Platte
NH Concord, Manchester, Nashua, Keene
NJ Trenton, Vineland, Toms River
NM Santa Fe, Albuquerque, Las Cruces, Roswell
NV Reno, Carson City, Elko
NY Albany, Syracuse, Rochester, Binghamton, Utica, Ithaca
OH Columbus, Dayton, Toledo, Akron, Lima, Mansfield
OK Oklahoma City, Tulsa, Stillwater, Lawton, Enid
OR Salem, Eugene, Medford, Bend, Pendleton
PA Harrisburg, Lancaster, Scranton, Erie, Altoona, State College
RI Providence, Warwick
SC Columbia, Greenville, Charleston, Florence
SD Sioux Falls, Rapid City, Pierre, Aberdeen
TN Nashville, Knoxville, Chattanooga, Jackson, Cookeville
TX Austin, Amarillo, Lubbock, Waco, Tyler, Abilene, San Angelo, Wichita Falls
UT Salt Lake City, Provo, Ogden, Logan, Saint George
VA Richmond, Roanoke, Lynchburg, Harrisonburg
VT Montpelier, Burlington, Rutland
WA Olympia, Spokane, Yakima, Bellingham, Wenatchee
WI Madison, Green Bay, Eau Claire, La Crosse, Wausau, Appleton
WV Charleston, Morgantown, Huntington
WY Cheyenne, Casper, Laramie
`
  .trim()
  .split('\n')
  .flatMap((line) => {
    const state = line.slice(0, 2)
    return line
      .slice(3)
      .split(', ')
      .map((city) => ({ city, state }))
  })
