using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc;

/// <summary>The options of every command: which platform, and how to print.</summary>
internal sealed class Connection
{
    public const string EndpointVariable = "DPROC_ENDPOINT";
    public const string KeyVariable = "DPROC_API_KEY";
    public const string AdminKeyVariable = "DPROC_ADMIN_KEY";

    private readonly Option<string> _endpoint = new("--endpoint")
    {
        Description = $"Where the platform is (or {EndpointVariable}).",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(EndpointVariable) ?? "http://localhost:8080",
    };

    // The key itself is never an option: other users of the machine see a command line.
    private readonly Option<FileInfo?> _key = new("--api-key-file")
    {
        Description = $"A file that holds the API key (or {KeyVariable}, the key itself).",
        Recursive = true,
    };

    private readonly Option<FileInfo?> _adminKey = new("--admin-key-file")
    {
        Description = "For tenants and dead letters: a file that holds the administrator's key "
            + $"(or {AdminKeyVariable}, the key itself).",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, one object a line.", Recursive = true };

    public IEnumerable<Option> Options => [_endpoint, _key, _adminKey, _json];

    /// <param name="asAdmin">With the administrator's key in place of a tenant's.</param>
    /// <param name="configure">What the command itself sets.</param>
    public DocumentService Connect(
        ParseResult command, bool asAdmin, Action<ParseResult, DocumentServiceOptions> configure)
    {
        var options = new DocumentServiceOptions
        {
            Endpoint = Address(command.GetValue(_endpoint)!),
            ApiKey = asAdmin ? Key(command.GetValue(_adminKey), AdminKeyVariable) : Key(command.GetValue(_key), KeyVariable),
        };
        configure(command, options);
        return new DocumentService(options);
    }

    public Printer CreatePrinter(ParseResult command, TextWriter output, TextWriter errors) =>
        new(output, errors, command.GetValue(_json));

    private static string? Key(FileInfo? file, string variable) =>
        file is null ? Environment.GetEnvironmentVariable(variable) : File.ReadAllText(file.FullName).Trim();

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address
            : throw new UsageException($"'{text}' is not an address such as http://localhost:8080");
}
