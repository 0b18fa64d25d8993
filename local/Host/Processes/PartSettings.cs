using System.Security.Cryptography;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// What the parts of one platform are told by their environment: where things are, and the tokens that runtimes and services
/// show each other. Without those every user of the machine could use a runtime's API, for a loopback port asks nobody who
/// comes.
/// </summary>
internal static class PartSettings
{
    private const int TokenBytes = 32;

    private const string FileName = "platform.env";

    private static readonly string[] Tokens = ["DAPR_API_TOKEN", "APP_API_TOKEN"];

    /// <summary>A secret that nobody guesses, of letters and digits.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(2 * TokenBytes, lowercase: true);

    /// <summary>The two tokens: those of this process's environment where it has them, or new ones.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ApiTokens() => Tokens.Select(name => KeyValuePair.Create(
        name, Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? given : NewToken()));

    /// <summary>
    /// Everything that the parts of a platform are told, written down in the data folder too, readable by its owner alone, for
    /// whoever starts a part by hand or connects to the broker.
    /// </summary>
    /// <param name="natsUrl">The broker's, with its token.</param>
    public static IReadOnlyDictionary<string, string> Of(PlatformOptions options, string natsUrl)
    {
        var settings = options.ComponentSettings(natsUrl).Concat(ApiTokens()).ToDictionary();
        WritePrivate(
            Path.Combine(options.DataFolder, FileName),
            string.Concat(settings.Select(setting => $"{setting.Key}={Quoted(setting.Value)}\n")));
        return settings;
    }

    /// <summary>
    /// Writes a file anew: one that is made gets this process's mask (see <c>PrivateFiles</c>), one that is written over would
    /// keep the mode it has.
    /// </summary>
    public static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        File.WriteAllText(path, text);
    }

    // For a shell.
    private static string Quoted(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
