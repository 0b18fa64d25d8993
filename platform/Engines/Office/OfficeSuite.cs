using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Office;

/// <summary>
/// Lays office files out on pages with LibreOffice, a process for each: kept to a folder of its own, without the network, with
/// macros off, and with bounds on time, memory and what it writes.
/// </summary>
public sealed partial class OfficeSuite(ToolRunner tools, IOptions<OfficeSuiteOptions> options, ILogger<OfficeSuite> logger)
{
    private const int MostDeaths = 2;
    private const int MostRestarts = 2;
    private const string Unconfined = "confine:";

    private readonly OfficeSuiteOptions _options = options.Value;

    /// <summary>Lays one out as a PDF.</summary>
    /// <param name="folder">Exists, is empty, and is removed by the caller.</param>
    /// <returns>The path of the PDF, in the folder.</returns>
    /// <exception cref="FailureException">
    /// It is not installed, the file cannot be read, or LibreOffice ends otherwise than it should.
    /// </exception>
    public async Task<string> LayOutAsync(DocumentSource source, string folder, CancellationToken cancellationToken)
    {
        var format = OfficeFormat.Find(source.MediaType) ?? throw Failed(
            FailureCodes.UnsupportedMediaType, $"Page images are made of DOCX, PPTX, XLSX and ODT, not of {source.MediaType}.");
        var program = OfficeProgram.Find(_options.Program);
        if (program.Trouble(source.MediaType) is { } trouble)
        {
            throw Failed(
                FailureCodes.EngineUnavailable,
                $"Page images of this file need {OfficePages.ProgramOf(source.MediaType)}, which is {trouble}.");
        }

        folder = Path.GetFullPath(folder);
        File.Copy(source.Path, Path.Combine(folder, $"document.{format.Extension}"), overwrite: true);
        OfficeProfile.Write(Path.Combine(folder, "profile"));
        await RunAsync(CallOf(program, format, folder), cancellationToken).ConfigureAwait(false);
        return Checked(Path.Combine(folder, "out", "document.pdf"));
    }

    private ToolCall CallOf(OfficeProgram program, OfficeFormat format, string folder) => new(
        program.Path!,
        [
            $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "-env:OSL_SOCKET_PATH=.", "--headless",
            "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck", "--nofirststartwizard",
            $"--infilter={format.Reader}", "--convert-to", $"pdf:{format.Writer}", "--outdir", Path.Combine(folder, "out"),
            Path.Combine(folder, $"document.{format.Extension}"),
        ])
    {
        Bounds = new ToolBounds(folder, [program.Folder]),
        Environment = new Dictionary<string, string> { ["SAL_USE_VCLPLUGIN"] = "svp", ["SAL_DISABLE_OPENCL"] = "1" },
        Limit = _options.ConvertLimit,
        MaxMemoryBytes = _options.MaxMemoryBytes,
        MaxFileBytes = _options.MaxFileBytes,
        MaxOutputBytes = 1 << 20,
    };

    /// <summary>
    /// Until it has come to an end of its own. A death may be chance, and two of them are the file's fault.
    /// </summary>
    private async Task RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        for (int deaths = 0, restarts = 0; ;)
        {
            var result = await tools.RunAsync(call, cancellationToken).ConfigureAwait(false);
            var end = OfficeRunEnds.Of(result.ExitCode);
            if (end is OfficeRunEnd.Ended)
            {
                Judge(result);
                return;
            }

            if (end == OfficeRunEnd.Restart && ++restarts <= MostRestarts)
            {
                continue;
            }

            LogEnded(logger, result.ExitCode, result.Errors);
            switch (end)
            {
                case OfficeRunEnd.Crashed when ++deaths < MostDeaths:
                    break;
                case OfficeRunEnd.FileTooLarge:
                    throw TooLarge();
                case OfficeRunEnd.TooMuchTime:
                    throw Failed(FailureCodes.EngineTimeout, "Laying the file out takes too long.");
                default:
                    throw Failed(FailureCodes.EngineCrash, "LibreOffice crashes over the file.");
            }
        }
    }

    private void Judge(ToolResult result)
    {
        if (result.Errors.Contains(Unconfined, StringComparison.Ordinal))
        {
            LogUnconfined(logger, result.Errors);
        }

        if (result.ExitCode != 0)
        {
            LogEnded(logger, result.ExitCode, result.Errors);
        }
    }

    private string Checked(string pdf)
    {
        if (new FileInfo(pdf) is not { Exists: true, LinkTarget: null, Length: > 0 } file)
        {
            throw Failed(FailureCodes.InvalidDocument, "LibreOffice cannot read the file.");
        }

        if (file.Length >= _options.MaxFileBytes)
        {
            throw TooLarge();
        }

        Span<byte> head = stackalloc byte[5];
        using var content = file.OpenRead();
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("%PDF-"u8)
            ? pdf : throw Failed(FailureCodes.EngineAnswerInvalid, "What LibreOffice has made of the file is no PDF.");
    }

    private static FailureException TooLarge() =>
        Failed(FailureCodes.ResourceLimit, "The pages of the file have more bytes than they may have.");

    private static FailureException Failed(string code, string message) => new(new Failure(code, message));

    [LoggerMessage(Level = LogLevel.Warning, Message = "LibreOffice ended with {Status}: {Errors}")]
    private static partial void LogEnded(ILogger logger, int status, string errors);

    [LoggerMessage(Level = LogLevel.Warning, Message = "LibreOffice is not kept to its folder: {Errors}")]
    private static partial void LogUnconfined(ILogger logger, string errors);
}
