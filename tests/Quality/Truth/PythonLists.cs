using System.Text;

namespace DaprProcessing.Quality.Truth;

/// <summary>Reads assignments of lists of lists of strings from Python source, as camelot keeps what its tests expect.</summary>
internal static class PythonLists
{
    /// <returns>By name, of those with rows alone; of a name that comes twice, the last.</returns>
    public static Dictionary<string, List<IReadOnlyList<string>>> Read(string source)
    {
        var lists = new Dictionary<string, List<IReadOnlyList<string>>>();
        var at = 0;
        while ((at = source.IndexOf(" = [\n", at, StringComparison.Ordinal)) >= 0)
        {
            var name = source[(source.LastIndexOf('\n', at) + 1)..at];
            at += 3;
            if (Value(source, ref at) is List<object> rows && rows.TrueForAll(row => row is List<object>))
            {
                lists[name] = [.. rows.Cast<List<object>>().Select(row => row.ConvertAll(cell => cell as string ?? ""))];
            }
        }

        return lists;
    }

    private static object Value(string source, ref int at)
    {
        switch (source[at])
        {
            case '[':
                var list = new List<object>();
                for (at++; source[at] != ']';)
                {
                    if (source[at] == '#')
                    {
                        at = source.IndexOf('\n', at);
                    }
                    else if (source[at] is ',' or ' ' or '\n')
                    {
                        at++;
                    }
                    else
                    {
                        list.Add(Value(source, ref at));
                    }
                }

                at++;
                return list;
            case '"' or '\'':
                var text = new StringBuilder();
                while (source[at] is '"' or '\'')
                {
                    text.Append(Text(source, ref at));
                    SkipToNextPiece(source, ref at);
                }

                return text.ToString();
            default:
                var start = at;
                while (source[at] is not (',' or ']'))
                {
                    at++;
                }

                return source[start..at].Trim();
        }
    }

    // Strings one after the other are one string.
    private static void SkipToNextPiece(string source, ref int at)
    {
        var next = at;
        while (source[next] is ' ' or '\n')
        {
            next++;
        }

        at = source[next] is '"' or '\'' ? next : at;
    }

    private static string Text(string source, ref int at)
    {
        var (quote, text) = (source[at++], new StringBuilder());
        for (; source[at] != quote; at++)
        {
            if (source[at] != '\\')
            {
                text.Append(source[at]);
                continue;
            }

            at++;
            switch (source[at])
            {
                case 'n':
                    text.Append('\n');
                    break;
                case 'x' or 'u':
                    var digits = source[at] == 'x' ? 2 : 4;
                    text.Append((char)Convert.ToInt32(source.Substring(at + 1, digits), 16));
                    at += digits;
                    break;
                default:
                    text.Append(source[at]);
                    break;
            }
        }

        at++;
        return text.ToString();
    }
}
