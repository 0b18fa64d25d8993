using DaprProcessing.Client;
using Spectre.Console;

namespace DaprProcessing.Dproc.Output;

/// <summary>How far one document is.</summary>
internal sealed class DocumentBar(ProgressTask task) : IProgress<UploadProgress>, IProgress<JobProgress>
{
    // The way to the platform is a tenth of it, whatever it takes: what is not known cannot be drawn to scale.
    private const double UploadShare = 0.1;

    private readonly string _name = task.Description;

    public void Report(UploadProgress value) =>
        task.Value = value.TotalBytes is > 0 and var total ? UploadShare * value.SentBytes / total : task.Value;

    public void Report(JobProgress value)
    {
        task.Value = UploadShare + value.Share * (1 - UploadShare);
        var outlook = value.Job is { } job ? Printer.Outlook(job) : "";
        task.Description = outlook.Length > 0 ? $"{_name} ({outlook})" : _name;
    }
}
