using System.Text.RegularExpressions;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>The header by which a client says which version of the document format it reads.</summary>
internal static partial class VersionHeader
{
    private const string Name = "Accept-Docling-Document-Version";

    /// <summary>Null where the client does not say, or reads what we write.</summary>
    public static Version? Read(HttpRequest request)
    {
        if (request.Headers[Name].ToString() is not { Length: > 0 } given)
        {
            return null;
        }

        if (!ThreeNumbers().IsMatch(given) || !Version.TryParse(given, out var version))
        {
            throw DetailException.Policy($"unparseable {Name} '{given}'");
        }

        return version < DocumentVersion.Oldest
            ? throw DetailException.Policy($"unsupported {Name} '{given}'; oldest supported is {DocumentVersion.Oldest}")
            : version < DocumentVersion.Current ? version : null;
    }

    [GeneratedRegex(@"^\d{1,9}\.\d{1,9}\.\d{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeNumbers();
}
