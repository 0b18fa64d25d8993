using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Speech;

/// <summary>The silence that a listener needs to hear the shape of a text: longer around headings, shorter in a list.</summary>
internal static class Pauses
{
    public const int SentenceMs = 250;

    /// <summary>At least so long before a heading, and around what is not of the document.</summary>
    public const int BeforeHeadingMs = 1200;

    public static int AfterMs(string label) => label switch
    {
        Labels.Title => 1500,
        Labels.SectionHeader => 900,
        Labels.ListItem => 400,
        _ => 650,
    };
}
