using DaprProcessing.JetStream;

namespace DaprProcessing.JetStream.Tests;

public sealed class AckSubjectTests
{
    [Theory]
    [InlineData("$JS.ACK.WORK.app.3.17.20.1700000000000000000.5", "WORK", 3, 17UL)]
    [InlineData("$JS.ACK.hub.ACC123.WORK.app.3.17.20.1700000000000000000.5.rest", "WORK", 3, 17UL)]
    [InlineData("$JS.ACK.WORK.app.1.4611686018427387905.9.1700000000000000000.-2", "WORK", 1, 4611686018427387905UL)]
    [InlineData("$JS.ACK.WORK.app.x.y.z.0.18446744073709551615", "WORK", 1, 0UL)]
    [InlineData("somewhere.else", "", 1, 0UL)]
    public void Parse_AnyReplySubject_GivesWhatCanBeRead(string replyTo, string stream, int delivered, ulong sequence)
    {
        var parsed = AckSubject.Parse(replyTo);

        Assert.Equal((stream, delivered, sequence), (parsed.Stream, parsed.Delivered, parsed.StreamSequence));
    }
}
