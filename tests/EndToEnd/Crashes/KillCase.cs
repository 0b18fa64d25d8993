using System.Text;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>What is killed over, and how it is seen that nothing of it shows.</summary>
internal static class KillCase
{
    public static readonly (string, string)[] Impatient = [.. CrashPoint.Impatient, ("Stage__Lease", "00:00:08")];

    /// <summary>An engine that is left over from before would be killed for nothing.</summary>
    public static readonly (string, string)[] IdleSoon =
    [
        ("VisionEngines__IdleAfter", "00:00:05"), ("SpeechEngines__IdleAfter", "00:00:05"),
        ("MarkupEngines__IdleAfter", "00:00:05"),
    ];

    /// <summary>A folder of the models that are there, each kind under the name that the platform looks for.</summary>
    public static string ModelsBelow(TempFolder data)
    {
        var folder = data.File("models");
        Directory.CreateDirectory(folder);
        foreach (var (kind, file) in (ReadOnlySpan<(string, string)>)
            [("piper", Models.Voice), ("whisper", Models.Whisper), ("ocr", Models.TextDetector)])
        {
            if (File.Exists(file))
            {
                Directory.CreateSymbolicLink(Path.Combine(folder, kind), Path.GetDirectoryName(file)!);
            }
        }

        return folder;
    }

    public static async Task<byte[]> DocumentAsync(string name) => name switch
    {
        "pages" => TestDocuments.Numbered(4, "Killed pages"),
        "two pages" => TestDocuments.Numbered(2, "Killed pages"),
        "speech" => await SpeechAsync(letters: 10),
        "short speech" => await SpeechAsync(letters: 3),
        "text" => Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Range(1, 30).Select(
            number => $"Dr. Margaret Hill wrote letter {number} to the University of Bristol. She was happy with it."))),
        _ => TestDocuments.Sample(name),
    };

    public static Task AssertSameAsync(PlatformProcess platform, string id, SortedDictionary<string, string> expected) =>
        platform.Jobs().AssertSameAsync(id, expected, () => platform.Log);

    private static Task<byte[]> SpeechAsync(int letters) => Speech.SayAsync(string.Join(' ', Enumerable.Range(1, letters).Select(
        number => $"Letter {number} came in the morning. It was about the harbour and the old bridge.")));
}
