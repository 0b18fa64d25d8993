using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>One request after the other, on the main thread, whose stack is the largest: the same for every engine
/// program.</summary>
/// <param name="unit">What is worked on at a time: a page, a passage.</param>
internal abstract class EngineLoop(EngineChannel channel, string unit)
{
    public void Run()
    {
        while (true)
        {
            var request = channel.Next();
            ProcessLimits.GrantCpu(request.CpuSeconds);
            channel.Reply(Answer(request));
        }
    }

    /// <exception cref="EngineFault">What was asked for cannot be done.</exception>
    protected abstract EngineReply Do(EngineRequest request);

    private EngineReply Answer(EngineRequest request)
    {
        try
        {
            return Do(request);
        }
        catch (EngineFault fault)
        {
            return new EngineReply { Failure = fault.Failure };
        }
        catch (OutOfMemoryException)
        {
            return new EngineReply
            {
                Failure = new Failure(FailureCodes.ResourceLimit,
                    $"The {unit} needs more memory than one {unit} may use (option MaxResidentBytes of the engine)."),
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new EngineReply
            {
                Failure = new Failure(FailureCodes.Internal, "The engine could not read or write a file.", Retryable: true),
            };
        }
    }
}
