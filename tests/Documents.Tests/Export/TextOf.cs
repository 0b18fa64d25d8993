using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Export;

namespace DaprProcessing.Documents.Tests.Export;

internal static class TextOf
{
    public static string Pages(params PageText[] pages) => DoclingText.ToText(Convert.ToDocument(pages));
}
