using System.Text;
using DaprProcessing.Audio.Speech;

namespace DaprProcessing.Audio.Tests.Speech;

public sealed class PhonemeIdsTests
{
    private const string Voice =
        """
        {"audio":{"sample_rate":22050},"espeak":{"voice":"en-us"},"num_speakers":1,
         "phoneme_id_map":{"_":[0],"^":[1],"$":[2]," ":[3],".":[4],",":[5],"c":[6],"̧":[7],"ɪ":[8]}}
        """;

    [Fact]
    public void Signs_AreTakenApartAndPadded_UnknownOnesLeftOut() =>
        Assert.Equal(
            [1L, 0, 6, 0, 7, 0, 5, 0, 3, 0, 8, 0, 4, 0, 2], Parse(Voice).Of([("çx", ","), ("ɪ", ".")]));

    [Fact]
    public void Voice_TellsItsRateAndLanguage()
    {
        var voice = Parse(Voice);

        Assert.Equal((22050, "en-us", false), (voice.SampleRate, voice.PhonemizerVoice, voice.HasSpeakers));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"audio":{"sample_rate":1},"espeak":{"voice":"en"},"phoneme_id_map":{"_":[0],"^":[1],"$":[2]}}""")]
    [InlineData("""{"audio":{"sample_rate":22050},"espeak":{"voice":"en"},"phoneme_id_map":{"_":[0],"^":[1]}}""")]
    [InlineData("""{"audio":{"sample_rate":22050},"espeak":{"voice":"en"},"phoneme_id_map":{"_":["a"]}}""")]
    public void File_ThatDescribesNoVoice_IsRefused(string json) =>
        Assert.Throws<InvalidDataException>(() => Parse(json));

    private static PhonemeIds Parse(string json) => PhonemeIds.Parse(Encoding.UTF8.GetBytes(json));
}
