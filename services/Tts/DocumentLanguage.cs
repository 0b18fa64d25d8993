using System.Text;
using DaprProcessing.Analysis;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Tts;

/// <summary>
/// The language that a document is read in where its caller names none: a voice of another language says its words and numbers
/// wrong.
/// </summary>
internal static class DocumentLanguage
{
    public const string Automatic = "auto";

    /// <summary>Of a text too short or too mixed to tell.</summary>
    private const string Unknown = "en";

    /// <summary>Below it the guess is one of several; sentences of one language have 0.3 and more.</summary>
    private const double LeastConfidence = 0.2;

    // As much as is looked at.
    private const int MostCharacters = 40_000;

    /// <returns>ISO 639-1.</returns>
    public static string Of(DoclingDocument document)
    {
        var text = new StringBuilder();
        foreach (var item in document.Texts.Where(item => item.ContentLayer == ContentLayers.Body && item.Label != Labels.Code))
        {
            if (text.Length > MostCharacters)
            {
                break;
            }

            text.Append(item.Text).Append('\n');
        }

        var guess = LocalAnalyzer.Identify(text.ToString());
        return guess.Confidence >= LeastConfidence ? guess.Code : Unknown;
    }
}
