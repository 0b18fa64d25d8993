using System.Xml;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>XML of strangers: no entities of its own, nothing fetched, so many characters.</summary>
internal static class SafeXml
{
    private const long MostCharacters = 16 << 20;

    public static XmlReader Read(byte[] content) => XmlReader.Create(new MemoryStream(content), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        ConformanceLevel = ConformanceLevel.Fragment,
    });
}
