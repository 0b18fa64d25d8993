using System.Globalization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Engines.Tools;

/// <summary>
/// Decodes and encodes sound with ffmpeg. It opens files only, by the reader that fits what was sniffed: a file that names other
/// files or addresses (a play list) is not followed.
/// </summary>
public sealed partial class Ffmpeg(ToolRunner tools, ILogger<Ffmpeg> logger)
{
    private const string Package = "ffmpeg";

    /// <summary>More of the file could not be decoded than could: the file's fault, and what could is written.</summary>
    private const int MostlyDamaged = 69;

    /// <summary>Of ENOSPC, in the C locale that tools run in.</summary>
    private const string DiskFull = "No space left on device";

    private static readonly string[] Quiet = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"];

    private static readonly Dictionary<string, string> Readers = new()
    {
        [MediaTypes.Wav] = "wav", [MediaTypes.Flac] = "flac", [MediaTypes.Mp3] = "mp3", [MediaTypes.Ogg] = "ogg",
        [MediaTypes.M4a] = "mov", [MediaTypes.Aac] = "aac", [MediaTypes.Aiff] = "aiff", [MediaTypes.Amr] = "amr",
        [MediaTypes.Ape] = "ape", [MediaTypes.Asf] = "asf", [MediaTypes.Au] = "au", [MediaTypes.Caf] = "caf",
        [MediaTypes.Matroska] = "matroska", [MediaTypes.Tta] = "tta", [MediaTypes.Wave64] = "w64", [MediaTypes.WavPack] = "wv",
        [MediaTypes.Avi] = "avi", [MediaTypes.Flv] = "flv", [MediaTypes.MpegProgram] = "mpeg",
        [MediaTypes.MpegTransport] = "mpegts",
    };

    /// <summary>Decodes any sound to raw mono samples of 16 bits.</summary>
    /// <param name="mediaType">As sniffed.</param>
    /// <param name="maxBytes">What the samples may take.</param>
    /// <exception cref="FailureException">The file cannot be decoded, or is too long.</exception>
    public async Task DecodeAsync(
        string input, string mediaType, int sampleRate, string output, long maxBytes, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var reader = Readers.GetValueOrDefault(mediaType) ?? throw new FailureException(
            new Failure(FailureCodes.UnsupportedMediaType, $"{mediaType} is no sound that can be decoded."));
        string[] arguments =
        [
            .. Quiet, "-protocol_whitelist", "file", "-f", reader, "-i", $"file:{Path.GetFullPath(input)}", "-map", "0:a:0",
            "-vn", "-ac", "1", "-ar", Number(sampleRate), "-threads", "1", "-fs", Number(maxBytes), "-f", "s16le",
            $"file:{Path.GetFullPath(output)}",
        ];
        var call = new ToolCall("ffmpeg", arguments) { Limit = limit, MaxFileBytes = maxBytes * 2, Package = Package };
        var result = await tools.RunAsync(call, cancellationToken).ConfigureAwait(false);
        var file = new FileInfo(output);
        if (file is { Exists: true } && file.Length >= maxBytes)
        {
            throw new FailureException(new Failure(FailureCodes.ResourceLimit, "The recording is longer than one may be."));
        }

        if (IsDiskFull(result))
        {
            throw Failed(result);
        }

        // What can be decoded of a damaged file is worth having.
        if (file is not { Exists: true, Length: > 0 })
        {
            throw new FailureException(new Failure(
                FailureCodes.InvalidDocument, result.ExitCode == 0 ? "The recording is empty."
                    : "The file is damaged, or is not what its first bytes say."));
        }

        if (result.ExitCode is not (0 or MostlyDamaged))
        {
            throw Failed(result);
        }
    }

    /// <summary>
    /// Encodes a WAV file of ours, with tags and chapters: the same input gives the same bytes, for no dates and no random
    /// numbers go in.
    /// </summary>
    /// <param name="metadata">A file in ffmpeg's own form.</param>
    /// <param name="codec">The encoder's arguments, for example <c>-c:a libmp3lame -q:a 4</c>.</param>
    public async Task EncodeAsync(
        string input, string metadata, IReadOnlyList<string> codec, string output, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. Quiet, "-protocol_whitelist", "file", "-i", $"file:{Path.GetFullPath(input)}", "-f", "ffmetadata", "-i",
            $"file:{Path.GetFullPath(metadata)}", "-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-threads", "1",
            .. codec, "-fflags", "+bitexact", "-flags:a", "+bitexact", $"file:{Path.GetFullPath(output)}",
        ];
        var call = new ToolCall("ffmpeg", arguments) { Limit = limit, Package = Package };
        var result = await tools.RunAsync(call, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0 || IsDiskFull(result))
        {
            throw Failed(result);
        }
    }

    // Where only the last bytes did not fit it ends with 0 all the same.
    private static bool IsDiskFull(ToolResult result) => result.Errors.Contains(DiskFull, StringComparison.Ordinal);

    /// <summary>Only a full disk passes by itself; the same input ends it the same way again.</summary>
    private FailureException Failed(ToolResult result)
    {
        LogFailed(logger, result.ExitCode, result.Errors);
        return new FailureException(IsDiskFull(result)
            ? new Failure(FailureCodes.EngineCrash, "ffmpeg has no space left to write to.", Retryable: true)
            : new Failure(FailureCodes.EngineCrash, $"ffmpeg ended with status {result.ExitCode}."));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ffmpeg ended with {Status}: {Errors}")]
    private static partial void LogFailed(ILogger logger, int status, string errors);
}
