using System.Text.Json;
using DaprProcessing.Contracts.Health;

namespace DaprProcessing.EndToEnd.Images;

/// <summary>
/// What would be in each image (<c>eng/rootfs.sh</c>: a minimal Debian, the packages of that image alone, the programs), and its
/// service started in it as nobody in particular.
/// </summary>
public sealed class ImageTests(PublishedPrograms programs) : IClassFixture<PublishedPrograms>
{
    // What the packages of an image are there for, beside what no service does without.
    private static readonly Dictionary<string, string> Engines = new()
    {
        ["png-to-text"] = HealthParts.OcrLanguages,
        ["image-processing"] = HealthParts.OcrLanguages,
        ["tts"] = "speech-espeak-ng",
        ["audio-transcription"] = "speech-pocketsphinx",
    };

    // There is nobody in the image's network.
    private static readonly string[] Outside = [HealthParts.Broker, HealthParts.Messages];

    public static TheoryData<string> Images => [.. PublishedPrograms.Images()];

    [ImageTheory]
    [MemberData(nameof(Images))]
    public async Task Image_OfEachProgram_HasWhatItNeeds(string image)
    {
        var said = await programs.StartInItsImageAsync(image);

        Assert.StartsWith($"{image}: ", said, StringComparison.Ordinal);
        var parts = Parts(said[(image.Length + 2)..]);
        Assert.DoesNotContain(parts, part => part is { IsOptional: false, Trouble: not null } && !Outside.Contains(part.Name));
        if (Engines.TryGetValue(image, out var engine))
        {
            Assert.Null(Assert.Single(parts, part => part.Name == engine).Trouble);
        }
    }

    [ImageFact]
    public async Task Image_OfAnother_LacksWhatThisOneNeeds()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => programs.StartInItsImageAsync("png-to-text", packagesOf: "gateway"));

        Assert.Contains("The PDFium library is missing", refused.Message, StringComparison.Ordinal);
    }

    // The broker's component and the chart's hook have no engines to tell of.
    private static IReadOnlyList<PartHealth> Parts(string said) => said.StartsWith('{')
        ? JsonSerializer.Deserialize<ServiceHealth>(said, JsonSerializerOptions.Web)!.Parts
        : [];
}
