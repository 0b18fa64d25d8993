namespace DaprProcessing.Contracts.Pages;

/// <summary>
/// Letters of the Latin script and their accents, put together. The normalization of .NET does so with ICU
/// alone, and does nothing in the invariant mode that all programs here run in.
/// </summary>
public static class AccentedLetters
{
    /// <summary>By combining mark: letter, letter with the mark, and so on.</summary>
    private static readonly Dictionary<char, string> Pairs = new()
    {
        ['\u0300'] = "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳ",
        ['\u0301'] = "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzź",
        ['\u0302'] = "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑ",
        ['\u0303'] = "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹ",
        ['\u0304'] = "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳ",
        ['\u0306'] = "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭ",
        ['\u0307'] = "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzż",
        ['\u0308'] = "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿ",
        ['\u030A'] = "AÅUŮaåuůwẘyẙ",
        ['\u030B'] = "OŐUŰoőuű",
        ['\u030C'] = "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzž",
        ['\u0327'] = "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ",
        ['\u0328'] = "AĄEĘIĮOǪUŲaąeęiįoǫuų",
        ['\u0323'] = "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓ",
        ['\u0326'] = "SȘTȚsștț",
        ['\u0309'] = "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷ",
    };

    private static readonly Dictionary<(char Letter, char Mark), char> Composed = Pairs
        .SelectMany(pair => pair.Value.Chunk(2), (pair, letters) => KeyValuePair.Create((letters[0], pair.Key), letters[1]))
        .ToDictionary();

    /// <summary>The combining mark of an accent, also of one that takes a place of its own.</summary>
    /// <returns>Null where it is no accent.</returns>
    public static char? MarkOf(int rune) => rune switch
    {
        '`' or 0x2CB => '\u0300',
        0xB4 or 0x2CA => '\u0301',
        '^' or 0x2C6 => '\u0302',
        '~' or 0x2DC => '\u0303',
        0xAF or 0x2C9 => '\u0304',
        0x2D8 => '\u0306',
        0x2D9 => '\u0307',
        0xA8 => '\u0308',
        0x2DA => '\u030A',
        0x2DD => '\u030B',
        0x2C7 => '\u030C',
        0xB8 => '\u0327',
        0x2DB => '\u0328',
        >= 0x300 and <= 0x328 => (char)rune,
        _ => null,
    };

    /// <param name="letter">Also one that is set without its dot, to make room for the accent.</param>
    /// <returns>Null where the script has no such letter.</returns>
    public static char? Compose(char letter, char mark)
    {
        var dotted = letter switch { 'ı' => 'i', 'ȷ' => 'j', _ => letter };
        return Composed.TryGetValue((dotted, mark), out var composed) ? composed : null;
    }
}
