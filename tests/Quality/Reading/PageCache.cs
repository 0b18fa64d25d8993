using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Quality.Reading;

/// <summary>
/// Keeps what the engines read, for one build of them: who works on layout reads the same pages again and again.
/// </summary>
/// <param name="folder">Null keeps nothing.</param>
internal sealed class PageCache(string? folder)
{
    private static readonly string Engine = Hash(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "document-engine.dll")));

    public async Task<(IReadOnlyList<PageText> Value, bool IsNew)> GetAsync(
        string path, string what, Func<Task<IReadOnlyList<PageText>>> read)
    {
        if (folder is null)
        {
            return (await read(), true);
        }

        var name = Hash(Encoding.UTF8.GetBytes($"{Engine} {what} {Hash(await File.ReadAllBytesAsync(path))}"));
        var file = Path.Combine(folder, $"{name}.json");
        if (File.Exists(file))
        {
            return (JsonSerializer.Deserialize<List<PageText>>(await File.ReadAllBytesAsync(file))!, false);
        }

        var pages = await read();
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(pages));
        return (pages, true);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
