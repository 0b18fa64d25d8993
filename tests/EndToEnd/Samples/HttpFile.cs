using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaprProcessing.EndToEnd.Samples;

/// <summary>
/// A file of HTTP requests as editors run them: requests after <c>###</c>, <c>@name = value</c>, <c># @name x</c> for a request
/// whose answer later ones use as <c>{{x.response.body.$.field}}</c>, and <c>&lt; file</c> for a body.
/// </summary>
internal sealed partial class HttpFile(string path)
{
    private readonly Dictionary<string, string> _values = [];

    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Sends every request, one after the other, and gives its title and its answer.</summary>
    public async Task<IReadOnlyList<(string Title, int Status, string Body)>> RunAsync(HttpClient http)
    {
        var answers = new List<(string, int, string)>();
        foreach (var section in Separator().Split(await File.ReadAllTextAsync(path)).Skip(1))
        {
            var (title, rest) = Cut(section, "\n");
            var name = RequestName().Match(rest).Groups["name"].Value;
            using var request = Read(string.Join('\n', rest.Split('\n').SkipWhile(line => line.StartsWith('#'))));
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            answers.Add((title.Trim(), (int)answer.StatusCode, body));
            if (name.Length > 0)
            {
                Remember(name, body);
            }
        }

        return answers;
    }

    private HttpRequestMessage Read(string text)
    {
        var (head, body) = Cut(Placeholder().Replace(text, value => _values[value.Groups["name"].Value]), "\n\n");
        var lines = head.TrimEnd().Split('\n');
        var (method, address) = Cut(lines[0], " ");
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body.Trim() is { Length: > 0 } content)
        {
            request.Content = new ByteArrayContent(content.StartsWith("< ", StringComparison.Ordinal)
                ? File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, content[2..]))
                : Encoding.UTF8.GetBytes(content));
        }

        foreach (var (header, value) in lines[1..].Select(line => Cut(line, ": ")))
        {
            var isTaken = request.Headers.TryAddWithoutValidation(header, value)
                || request.Content?.Headers.TryAddWithoutValidation(header, value) is true;
            Assert.True(isTaken, $"'{header}: {value}' is no header of {lines[0]}");
        }

        return request;
    }

    private void Remember(string name, string body)
    {
        foreach (var field in JsonDocument.Parse(body).RootElement.EnumerateObject())
        {
            _values[$"{name}.response.body.$.{field.Name}"] = field.Value.ToString();
        }
    }

    private static (string Before, string After) Cut(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + mark.Length)..]) : (text, "");

    [GeneratedRegex("^### ", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^# @name (?<name>\w+)$", RegexOptions.Multiline)]
    private static partial Regex RequestName();

    [GeneratedRegex(@"\{\{(?<name>[\w.$]+)\}\}")]
    private static partial Regex Placeholder();
}
