using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Parameters of a call, read as strictly as the fields of a form: a misspelt one must not be taken for one that was left out.
/// </summary>
internal static class QueryFields
{
    public static Dictionary<string, string> Read(IQueryCollection query, string[] known)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw ProblemException.BadRequest(
                    "unknown_parameter", $"There is no parameter '{name}'; known: {string.Join(", ", known)}.");
            }

            fields[name] = values is [{ } value] ? value : throw ProblemException.GivenTwice(name);
        }

        return fields;
    }
}
