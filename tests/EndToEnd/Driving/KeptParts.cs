using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// What <c>eng/run-dapr.sh</c> keeps running, by the names of its logs: <c>nats-server</c>, <c>placement</c>, <c>scheduler</c>,
/// and of each replica NAME, NAME-daprd and, with a component of our own, NAME-component. A test takes one of them away.
/// </summary>
/// <param name="scriptId">The script's process.</param>
/// <param name="assertRuns">Fails where the script has ended: then nothing is started again.</param>
public sealed class KeptParts(int scriptId, Func<Task> assertRuns)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public IReadOnlyList<string> Names => [.. Running().Select(part => part.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a part was given at its start; waits where it has not come so far.</summary>
    public async Task<string> OptionAsync(string part, string option)
    {
        string[] around = [];
        await Eventually.Async(
            async () => (around = ProcessTree.CommandLineOf(await IdOfAsync(part)).Split($"{option} ")).Length > 1, Patience,
            $"{part} has {option}");
        return around[1].Split(' ')[0];
    }

    /// <summary>The process that a part is; waits where it is between its end and its next start.</summary>
    /// <param name="but">A process that it is no longer to be.</param>
    public async Task<int> IdOfAsync(string part, int but = 0) => (await FindAsync(part, but)).Id;

    /// <summary>SIGKILL; returns once the script has started the part again.</summary>
    public async Task KillAsync(string part)
    {
        var killed = await IdOfAsync(part);
        Signals.Kill([killed]);
        await IdOfAsync(part, but: killed);
    }

    /// <summary>
    /// Has a part stand still until the result is disposed: there, connected, and no help to anybody.
    /// </summary>
    public async Task<IDisposable> HangAsync(string part) => await StandStillAsync(await IdOfAsync(part));

    /// <summary>Kills a part, and has nobody start it until the result is disposed: who asks for it is refused.</summary>
    public async Task<IDisposable> RemoveAsync(string part)
    {
        var (id, keeper) = await FindAsync(part, but: 0);
        var removed = await StandStillAsync(keeper);
        Signals.Kill([id]);
        return removed;
    }

    private static async Task<IDisposable> StandStillAsync(int processId)
    {
        var standing = new Standing(processId);
        try
        {
            await Eventually.Async(() => ProcessTree.StandsStill(processId), Patience, $"process {processId} stands still");
            return standing;
        }
        catch
        {
            standing.Dispose();
            throw;
        }
    }

    private async Task<(int Id, int Keeper)> FindAsync(string part, int but)
    {
        var found = (Id: 0, Keeper: 0);
        await Eventually.Async(
            async () =>
            {
                await assertRuns();
                found = Running().Where(running => running.Name == part && running.Id != but)
                    .Select(running => (running.Id, running.Keeper)).SingleOrDefault();
                return found.Id > 0;
            },
            Patience, $"{part} runs");
        return found;
    }

    // A keeper is a child of the script; what it keeps running is a child of it, and writes into the log of its name.
    private IEnumerable<(string Name, int Id, int Keeper)> Running() =>
        from keeper in ProcessTree.ChildrenOf(scriptId)
        from child in ProcessTree.ChildrenOf(keeper)
        let name = NameByLog(child)
        where name is not null
        select (name, child, keeper);

    private static string? NameByLog(int processId)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{processId}/fd/1", returnFinalTarget: false) is { Extension: ".log" } log
                ? Path.GetFileNameWithoutExtension(log.Name) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or not come so far.
            return null;
        }
    }

    private sealed class Standing : IDisposable
    {
        private readonly int _processId;

        public Standing(int processId)
        {
            _processId = processId;
            Signals.Stop([processId]);
        }

        public void Dispose() => Signals.Continue([_processId]);
    }
}
