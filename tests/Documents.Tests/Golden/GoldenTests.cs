using System.Runtime.CompilerServices;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Golden;

/// <summary>
/// One folder a case below <c>Cases/</c>: <c>pages.txt</c> goes in; the layout, the outline of the document, Markdown and text
/// come out
/// as they were when somebody last read and accepted them. <c>REFRESH_GOLDEN=1 dotnet test tests/Documents.Tests</c> writes them
/// anew.
/// </summary>
public sealed class GoldenTests
{
    private const string Input = "pages.txt";
    private static readonly bool Refresh = Environment.GetEnvironmentVariable("REFRESH_GOLDEN") == "1";

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder(), Input, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder(), Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_WordsIn_LayoutAndDocumentOutAsAccepted(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var layouts = PageFile.Read(Path.Combine(folder, Input)).Select(page => Convert.Stored(PageAnalyzer.Analyze(page)))
            .ToList();
        var document = DocumentAssembler.Assemble(Convert.Origin, layouts);

        Assert.Empty(DoclingValidator.Validate(document));
        Assert.Empty(LetterBalance.Check(document, layouts));
        Assert.Empty(Convert.FilesOutOfBalance(document));
        Holds(folder, "layout.txt", LayoutPrinter.Print(layouts));
        Holds(folder, "outline.txt", OutlinePrinter.Print(document));
        Holds(folder, "document.md", DoclingMarkdown.ToMarkdown(document));
        Holds(folder, "document.txt", DoclingText.ToText(document));
    }

    private static void Holds(string folder, string file, string actual)
    {
        var path = Path.Combine(folder, file);
        if (Refresh)
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing: REFRESH_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Cases");
}
