using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Quality;

namespace DaprProcessing.Engines.Tests.Quality;

public sealed class TextLayerQualityTests
{
    private const string Note = "The delivery note for the northern warehouse lists twelve crates";

    [Theory]
    [InlineData(Note)]
    [InlineData("Die Lieferung für das nördliche Lager umfasst zwölf Kisten Äpfel und vierzig Gläser Honig")]
    [InlineData("Le bon de livraison pour l'entrepôt du nord comprend douze caisses de pommes")]
    [InlineData("El albarán del almacén del norte incluye doce cajas de manzanas y cuarenta tarros de miel")]
    [InlineData("Dostawa do magazynu północnego obejmuje dwanaście skrzynek jabłek oraz czterdzieści słoików")]
    [InlineData("Kuzey deposu için teslimat notu on iki kasa elma ve kırk kavanoz bal içerir")]
    [InlineData("INVOICE NUMBER 4711 TOTAL AMOUNT DUE WITHIN THIRTY DAYS OF RECEIPT")]
    [InlineData("ISO 9001 AA-1234 XK99 kWh 230V 50Hz QRST-8 ZX81")]
    public void Judge_WordsOfALanguage_AreGood(string text) => Assert.Null(TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(13)]
    [InlineData(25)]
    public void Judge_LettersShiftedByAConstant_AreDoubtful(int shift) => Assert.Equal(
        TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(PageOf(Each(Note, letter => Shifted(letter, shift)))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Judge_SpacesShiftedWithTheLetters_AreDoubtful(int shift) => Assert.Equal(
        TextLayerQuality.DoubtfulTextLayer,
        TextLayerQuality.Judge(PageOf(new([.. Note.Select(sign => (char)(' ' + ((sign - ' ' + shift) % 95)))]))));

    [Fact]
    public void Judge_LettersNumberedByFirstUse_AreDoubtful()
    {
        var seen = new List<char>();

        var text = Each(Note.ToLowerInvariant(), letter =>
        {
            seen.AddRange(seen.Contains(letter) ? [] : [letter]);
            return (char)('a' + seen.IndexOf(letter));
        });

        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(PageOf(text)));
    }

    [Theory]
    [InlineData("Orchard ledger closed")]
    [InlineData("Total amount due today")]
    public void Judge_ThreeWordsShifted_AreDoubtful(string text)
    {
        Assert.Null(TextLayerQuality.Judge(PageOf(text)));
        Assert.Equal(TextLayerQuality.DoubtfulTextLayer,
            TextLayerQuality.Judge(PageOf(Each(text, letter => Shifted(letter, 3)))));
    }

    [Theory]
    [InlineData(Note)]
    [InlineData("Gate closed on Sunday")]
    public void Judge_GlyphsNumberedFromTheFirstSign_AreDoubtful(string text)
    {
        var numbered = new string([.. text.Select(letter => letter == ' ' ? ' ' : (char)('!' + (letter % 29)))]);

        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(PageOf(numbered)));
    }

    [Fact]
    public void Judge_AFontWithAWrongMapBesideAGoodOne_IsDoubtful()
    {
        var page = PageOf($"{Note} {Note} {Note}");
        var heading = PageOf(Each("Annual report of the warehouse", letter => Shifted(letter, 3)));

        var both = page with
        {
            Fonts = [.. page.Fonts, new PageFont("Bold", true, false, false)],
            Words = [.. heading.Words.Select(word => word with { Font = 1 }), .. page.Words],
        };

        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(both));
        Assert.Equal([1], TextLayerQuality.DoubtfulFonts(both));
    }

    [Theory]
    [InlineData("7he driver left at 0ay of the week and 2ctober came, 9isitors read %askets in the yard")]
    [InlineData("The o\u13B2ce of \u13B2sheries \u13B2led the re\u13B3ection of the year and the day and the night")]
    public void Judge_LettersMissingFromTheMap_SaysUnreadable(string text) =>
        Assert.Equal(TextLayerQuality.UnreadableLetters, TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("The 1st and 2nd and 3rd and 4th of the month at 5pm and 7am in boxes of 5kg and 8mm and 3cm for all")]
    [InlineData("Der Wert \u03BCm und \u0394t sowie \u03B1Tocopherol und \u03B2Carotin stehen in der Tabelle des Berichts")]
    public void Judge_OrdinalsUnitsAndGreek_AreGood(string text) => Assert.Null(TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("xxxx xxxxxxx xxx xxxxxxxxx xxxx xx")]
    [InlineData("???? ??????? ??? ????????? ???? ??")]
    [InlineData("□□□□ □□□□□□□ □□□ □□□□□□□□□ □□□□ □□")]
    public void Judge_OneCharacterOnly_IsGarbled(string text) =>
        Assert.Equal(TextLayerQuality.GarbledTextLayer, TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("Contents .................................... 4")]
    [InlineData("Name ________________ Date ________________")]
    public void Judge_LeadersAndBlanks_AreGood(string text) => Assert.Null(TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("Mrzsmgi 4711")]
    [InlineData("Hnylltlua")]
    [InlineData("&%&!$ \"'#")]
    public void Judge_AWordOrTwoThatAreNone_AreDoubtful(string text) =>
        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("Invoice 4711")]
    [InlineData("Agreement")]
    [InlineData("Przybysz")]
    [InlineData("GmbH")]
    [InlineData("- 7 -")]
    public void Judge_AWordOrTwo_AreGood(string text) => Assert.Null(TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("QQXDOUHSRUWRIWKHQRUWKHUQZDUHKRXVH")]
    [InlineData("$QQXDOUHSRUWRIWKHQRUWKHUQZDUHKRXVH")]
    [InlineData("Cxcju jvxdwc mdn kh Oarmjh 4711")]
    [InlineData("乔乯乴乡乬乡乭乯乵乮乴")]
    public void Judge_ALineOfAnotherSubset_IsDoubtfulInTheSameFont(string line)
    {
        var wrong = PageOf(line).Words;
        var page = PageOf($"{Note} {Note}");

        var both = page with { Words = [.. wrong.Take(wrong.Count - 1), wrong[^1] with { EndsLine = true }, .. page.Words] };

        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(both));
        Assert.Equal(wrong.Count, Assert.Single(TextLayerQuality.DoubtfulLines(both)).Count);
    }

    [Theory]
    [InlineData("乔乨乥乤乥乬乩乶乥乲乹乮乯乴乥书乯乲")]
    [InlineData("Íàêëàäíàÿ ñåâåðíîãî ñêëàäà ñîäåðæèò äâåíàäöàòü ÿùèêîâ ÿáëîê")]
    [InlineData("Непрейтед цкзкхтуиу цпрейе цуйкхлнч йзктейыечб дюнпуз джруп н цухуп жетуп сёйе")]
    [InlineData("EHBB BC.AD.CACG B,CFA.AA EHBC BE.AD.CACG D,JIA.FA EHBD BJ.AD.CACG HCA.CF Total F,JFA.HF")]
    public void Judge_LettersOfAnotherAlphabet_AreDoubtful(string text) =>
        Assert.Equal(TextLayerQuality.DoubtfulTextLayer, TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("Накладная северного склада содержит двенадцать ящиков яблок и сорок банок мёда")]
    [InlineData("Накладна північного складу містить дванадцять ящиків яблук і сорок банок меду")]
    [InlineData("Товарителницата на северния склад съдържа дванадесет щайги ябълки и четиридесет буркана мед")]
    [InlineData("北部倉庫の納品書には十二箱のりんごと四十個の蜂蜜が記載されています")]
    [InlineData("북부 창고의 납품서에는 사과 열두 상자와 꿀 마흔 병이 적혀 있습니다")]
    [InlineData("été où là ça à déjà très près après élève à côté")]
    public void Judge_OtherAlphabets_AreGood(string text) => Assert.Null(TextLayerQuality.Judge(PageOf(text)));

    [Theory]
    [InlineData("The delivery nоtе lists сrаtеs of аррlеs and of hоnеy for the town")]
    [InlineData("Der Lieferschein f¾r das n¸rdliche Lager nennt Kisten und Gl¦ser auf der Stra¡e im Ort")]
    [InlineData("$QQXDO\u0003UHSRUW\u0003RI\u0003WKH\u0003QRUWK " + Note + " " + Note)]
    [InlineData(Note + " \uE054\uE06F\uE074\uE061\uE06C\uE020\uE034 " + Note)]
    public void Judge_WordsWithLettersOfNoWord_SaysUnreadable(string text) =>
        Assert.Equal(TextLayerQuality.UnreadableLetters, TextLayerQuality.Judge(PageOf(text)));

    [Fact]
    public void Judge_SomeWordsWithSignsThatStandForNothing_SaysUnreadable() => Assert.Equal(
        TextLayerQuality.UnreadableLetters,
        TextLayerQuality.Judge(PageOf($"{Note} and the of\uE001ce counts them in the \uE001rst and \uE001fth week of the year, "
            + "before the driver leaves the yard for the next town on the road to the north")));

    private static string Each(string text, Func<char, char> change) =>
        new([.. text.Select(letter => char.IsAsciiLetter(letter) ? change(letter) : letter)]);

    private static char Shifted(char letter, int by)
    {
        var first = char.IsUpper(letter) ? 'A' : 'a';
        return (char)(first + ((letter - first + by) % 26));
    }

    private static PageText PageOf(string text) => new(1, 595, 842, TextSource.TextLayer, null, null,
        [new PageFont("Helvetica", false, false, false)],
        [.. text.Split(' ').Select((word, at) => new PageWord(word, new Box(at * 20, 50, (at * 20) + 18, 62), 0, 11))], [], []);
}
