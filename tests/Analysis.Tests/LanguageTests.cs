using DaprProcessing.Analysis.Languages;

namespace DaprProcessing.Analysis.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("en", "The keeper lit the lamp when it was dark and waited for the boat that did not come back.")]
    [InlineData("de", "Der Wärter zündete die Lampe an, als es dunkel war, und wartete auf das Boot, das nicht zurückkam.")]
    [InlineData("fr", "Le gardien alluma la lampe quand il fit nuit et attendit le bateau qui ne revint pas dans le port.")]
    [InlineData("es", "El guardián encendió la lámpara cuando ya era de noche y esperó el barco que no volvió al puerto.")]
    [InlineData("it", "Il guardiano accese la lampada quando era notte e aspettò la barca che non è tornata nel porto.")]
    [InlineData("pt", "O guarda acendeu a lâmpada quando já era noite e esperou o barco que não voltou mais ao porto.")]
    [InlineData("nl", "De wachter stak de lamp aan toen het donker was en wachtte op de boot die niet meer naar de haven kwam.")]
    [InlineData("sv", "Vakten tände lampan när det var mörkt och väntade på båten som inte kom tillbaka till hamnen.")]
    [InlineData("da", "Vagten tændte lampen, da det blev mørkt, og ventede på båden, som han ikke så mere af.")]
    [InlineData("fi", "Vartija sytytti lampun, kun oli pimeä, ja odotti venettä, joka ei ollut vielä palannut satamaan.")]
    [InlineData("pl", "Latarnik zapalił lampę, gdy było już ciemno, i czekał na łódź, która nie wróciła do portu całą noc.")]
    [InlineData("cs", "Strážce rozsvítil lampu, když byla tma, a čekal na loď, která se už do přístavu nevrátila.")]
    [InlineData("tr", "Bekçi hava kararınca lambayı yaktı ve limana geri dönmeyen tekneyi bekledi, ama bu çok uzun bir geceydi.")]
    [InlineData("ru", "Смотритель зажёг лампу, когда стемнело, и ждал лодку, которая так и не вернулась в порт.")]
    [InlineData("uk", "Доглядач запалив лампу, коли стемніло, і чекав на човен, який так і не повернувся до порту.")]
    [InlineData("el", "Ο φύλακας άναψε τη λάμπα όταν σκοτείνιασε και περίμενε το καράβι.")]
    [InlineData("he", "השומר הדליק את המנורה כאשר החשיך וחיכה לסירה.")]
    [InlineData("ar", "أشعل الحارس المصباح عندما حل الظلام وانتظر القارب.")]
    [InlineData("fa", "نگهبان چراغ را روشن کرد و منتظر قایق ماند که هرگز برنگشت پیش او.")]
    [InlineData("zh", "天黑时守灯人点亮了灯，等待没有回来的船。")]
    [InlineData("ja", "暗くなると番人は灯りをともし、戻らない船を待った。")]
    [InlineData("ko", "어두워지자 등대지기는 등을 켜고 돌아오지 않는 배를 기다렸다.")]
    [InlineData("hi", "अंधेरा होने पर पहरेदार ने दीपक जलाया और नाव की प्रतीक्षा की।")]
    public void Identify_ASentence_TellsItsLanguage(string language, string text)
    {
        var guess = LanguageIdentifier.Identify(text);

        Assert.Equal(language, guess.Code);
        Assert.InRange(guess.Confidence, 0.3, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345 67 / 8")]
    [InlineData("xqzt vrpl kkwm nnbb ttrr")]
    [InlineData("ISO")]
    public void Identify_NoLanguage_IsUnknown(string text) => Assert.Equal("und", LanguageIdentifier.Identify(text).Code);
}
