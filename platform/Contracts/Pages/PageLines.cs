using System.Text;

namespace DaprProcessing.Contracts.Pages;

internal static class PageLines
{
    public static string Join(IReadOnlyList<PageWord> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            text.Append(word.Text).Append(word.EndsLine ? "\n" : word.SpaceAfter ? " " : "");
        }

        return text.ToString();
    }
}
