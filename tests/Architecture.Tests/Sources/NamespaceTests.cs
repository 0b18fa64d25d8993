using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Sources;

public sealed partial class NamespaceTests
{
    /// <summary>A namespace of ours below <c>Dapr</c> would stand beside the real packages' and be taken for theirs.</summary>
    [Fact]
    public void Namespaces_OfOurs_AreNotBelowDapr() =>
        Offences.AreNone(
            from file in Repository.CSharp
            let found = Namespace().Match(Repository.Read(file))
            where found.Success && found.Groups["name"].Value.Split('.')[0] == "Dapr"
            select $"{file}: {found.Groups["name"].Value}");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
