using DaprProcessing.Dproc;
using DaprProcessing.Dproc.Commands;
using DaprProcessing.TestKit;

namespace DaprProcessing.Client.Tests.Dproc;

public sealed class FilePatternTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FilePatternTests()
    {
        foreach (var path in (string[])
        [
            "a.pdf", "b.pdf", "b.txt", ".hidden.pdf", "in/c.pdf", "in/deep/d.pdf", "in/deep/e.docx", "in/.git/f.pdf",
            ".cache/g.pdf",
        ])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
            File.WriteAllText(_folder.File(path), path);
        }

        // One that leads back to where it stands.
        Directory.CreateSymbolicLink(_folder.File("in/loop"), _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "a.pdf b.pdf b.txt in/c.pdf in/deep/d.pdf in/deep/e.docx")]
    [InlineData("in", "in/c.pdf in/deep/d.pdf in/deep/e.docx")]
    [InlineData("*.pdf", "a.pdf b.pdf")]
    [InlineData("?.txt", "b.txt")]
    [InlineData("**/*.pdf", "a.pdf b.pdf in/c.pdf in/deep/d.pdf")]
    [InlineData("in/**", "in/c.pdf in/deep/d.pdf in/deep/e.docx")]
    [InlineData("*/*.pdf", "in/c.pdf")]
    [InlineData("i?/**/d*.p?f", "in/deep/d.pdf")]
    [InlineData(".*.pdf", ".hidden.pdf")]
    [InlineData(".cache/*", ".cache/g.pdf")]
    [InlineData("a+pdf*", "")]
    public void Files_ThatAFolderOrPatternNames_AreFoundInOrder(string given, string found)
    {
        var argument = Path.Combine(_folder.Path, given);

        var files = Directory.Exists(argument) ? FilePattern.FilesOf(argument) : FilePattern.Find(argument);

        Assert.Equal(found, string.Join(' ', files.Select(file => Path.GetRelativePath(_folder.Path, file))));
    }

    [Fact]
    public void Documents_OfAPatternThatNothingFits_CannotBeMeant() =>
        Assert.Throws<UsageException>(() => DocumentList.Expand([_folder.File("**/*.epub")]));
}
