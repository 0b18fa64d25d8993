using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.Engines.Tests;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", MediaTypes.Pdf)]
    [InlineData("junk before %PDF-1.4", MediaTypes.Pdf)]
    [InlineData("\u0089PNG\r\n\u001A\n", MediaTypes.Png)]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", MediaTypes.Jpeg)]
    [InlineData("II*\0", MediaTypes.Tiff)]
    [InlineData("MM\0*", MediaTypes.Tiff)]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ", MediaTypes.Wav)]
    [InlineData("RF64\u00FF\u00FF\u00FF\u00FFWAVEds64", MediaTypes.Wav)]
    [InlineData("RIFF\u0010\0\0\0AVI LIST", MediaTypes.Avi)]
    [InlineData("RIFF\u0010\0\0\0ACON", null)]
    [InlineData("FORM\0\0\0\u0010AIFF", MediaTypes.Aiff)]
    [InlineData("FORM\0\0\0\u0010ILBM", null)]
    [InlineData("#!AMR\n", MediaTypes.Amr)]
    [InlineData("MAC \u0096\u000F\0\0", MediaTypes.Ape)]
    [InlineData("MAC addresses", MediaTypes.PlainText)]
    [InlineData("FLV\u0001\u0005", MediaTypes.Flv)]
    [InlineData("\u001A\u0045\u00DF\u00A3\u009F", MediaTypes.Matroska)]
    [InlineData("\0\0\u0001\u00BA\u0021", MediaTypes.MpegProgram)]
    [InlineData("\u00FF\u00F1\u0060\u0040", MediaTypes.Aac)]
    [InlineData("\u00FF\u00F1\u0074\u0040", null)]
    [InlineData("Good morning", MediaTypes.PlainText)]
    [InlineData("fLaC\0\0\0\"", MediaTypes.Flac)]
    [InlineData("OggS\0\u0002", MediaTypes.Ogg)]
    [InlineData("ID3\u0004\0", MediaTypes.Mp3)]
    [InlineData("\u00FF\u00FB\u0090\u0064", MediaTypes.Mp3)]
    [InlineData("\u00FF\u00FB\u00F0\u0064", null)]
    [InlineData("\u00FF\u00FEa\0b\0", MediaTypes.PlainText)]
    [InlineData("\u00FE\u00FF\0a\0b", MediaTypes.PlainText)]
    [InlineData("\u00FF\u00FE\u0090\u0064\u0001\0", MediaTypes.Mp3)]
    [InlineData("\u00FF\u00E0", null)]
    [InlineData("\0\0\0\u0020ftypM4A \0\0\0\0", MediaTypes.M4a)]
    [InlineData("\0\0\0\u0014ftypqt  \0\0\u0002\0", MediaTypes.M4a)]
    [InlineData("\0\0\0\u0020ftypavif\0\0\0\0avif", MediaTypes.Avif)]
    [InlineData("\0\0\0\u001Cftypmif1\0\0\0\0mif1avifmiaf", MediaTypes.Avif)]
    [InlineData("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", null)]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", null)]
    [InlineData("\0\0\0\u0020ftyp", null)]
    [InlineData("", null)]
    [InlineData("PK\u0003\u0004", null)]
    [InlineData("%PD", MediaTypes.PlainText)]
    [InlineData("caf\u00C3\u00A9\n", MediaTypes.PlainText)]
    [InlineData("caf\u00E9 au lait", null)]
    [InlineData("\r\n <html>", null)]
    [InlineData("a\0b", null)]
    public void Sniff_FirstBytes_TellTheType(string start, string? expected) =>
        Assert.Equal(expected, MediaTypes.Sniff([.. start.Select(letter => (byte)letter)]));

    [Theory]
    [InlineData(1024, MediaTypes.Pdf)]
    [InlineData(1025, MediaTypes.PlainText)]
    public void Sniff_JunkBeforePdf_IsAcceptedUpToOneKibibyte(int junkBytes, string? expected) =>
        Assert.Equal(expected, MediaTypes.Sniff([.. Enumerable.Repeat((byte)'x', junkBytes), .. "%PDF-1.7"u8]));
}
