using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>The processes of one program below a platform, and how far they are with their work.</summary>
/// <param name="program">The beginning of the file's name.</param>
internal sealed class ProgramWatch(PlatformProcess platform, string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private long _mostTicks;

    public IReadOnlyList<int> Running =>
    [
        .. ProcessTree.Of(platform.ProcessId).Where(
            id => ProcessTree.ProgramOf(id).StartsWith(program, StringComparison.Ordinal)),
    ];

    /// <summary>Those that have used half of the processor time that the job of <see cref="MeasureAsync"/> took of one: their
    /// model is loaded, and their work neither begun only nor done.</summary>
    public IReadOnlyList<int> InMidWork =>
        [.. Running.Where(id => _mostTicks > 0 && ProcessTree.CpuTicksOf(id) >= _mostTicks / 2)];

    /// <summary>The job at its end, undisturbed.</summary>
    public async Task<Job> MeasureAsync(string id)
    {
        await Eventually.Async(
            async () =>
            {
                _mostTicks = Math.Max(_mostTicks, Running.Select(ProcessTree.CpuTicksOf).DefaultIfEmpty().Max());
                return (await platform.Jobs().Service.GetJobAsync(id)).HasEnded;
            },
            Patience, $"the job {id} ends");
        return await platform.Jobs().EndOfAsync(id);
    }

    /// <summary>Until every one has ended for want of work.</summary>
    public Task NoneAsync() => Eventually.Async(() => Running.Count == 0, Patience, $"no {program} runs");

    /// <returns>Those in the middle of their work.</returns>
    public async Task<IReadOnlyList<int>> InMidWorkAsync()
    {
        IReadOnlyList<int> found = [];
        await Eventually.Async(() => (found = InMidWork).Count > 0, Patience, $"{program} in the middle of its work");
        return found;
    }
}
