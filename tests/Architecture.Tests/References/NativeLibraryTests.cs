using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.References;

/// <summary>What the engines load beside .NET: libraries whose licences allow this program's, and no others.</summary>
public sealed partial class NativeLibraryTests
{
    /// <summary>BSD, Apache, MIT, libtiff's and LGPL by dynamic linking; the GPL of poppler and MuPDF is not among
    /// them.</summary>
    private static readonly HashSet<string> Allowed =
    [
        "PdfiumLibrary.Name", "libc", "libheif.so.1", "liblept.so.5", "libopenjp2.so.7", "libtesseract.so.5", "libtiff.so.6",
    ];

    [Fact]
    public void Imports_AreOfKnownLibraries() =>
        Offences.AreNone(
            from file in Repository.CSharp
            where file.StartsWith("platform/", StringComparison.Ordinal)
            from Match import in Import().Matches(Repository.Read(file))
            let library = NameOf(import.Groups[1].Value, Repository.Read(file))
            where !Allowed.Contains(library)
            select $"{file} imports {library}");

    [Fact]
    public void Imports_AreFound() => Assert.True(
        Repository.CSharp.Count(file => file.StartsWith("platform/DocumentEngine/Native/", StringComparison.Ordinal)
            && Import().IsMatch(Repository.Read(file))) > 15);

    private static string NameOf(string argument, string source) => argument != "Library" ? argument.Trim('"')
        : Constant().Match(source).Groups[1].Value.Trim('"');

    [GeneratedRegex(@"\[(?:LibraryImport|DllImport)\(([\w."".-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    [GeneratedRegex(@"const string Library = ([^;]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Constant();
}
