using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.SpeechEngine.Listening;
using DaprProcessing.SpeechEngine.Speaking;

namespace DaprProcessing.SpeechEngine.Hosting;

/// <summary>One request after the other; the model of the last one stays loaded.</summary>
internal sealed class SpeechLoop(EngineChannel channel) : IDisposable
{
    private readonly LoadedModel<PiperVoice> _voice = new(path => new PiperVoice(path));
    private readonly LoadedModel<WhisperModel> _whisper = new(path => new WhisperModel(path));

    public void Run()
    {
        while (true)
        {
            var request = channel.Next();
            ProcessLimits.GrantCpu(request.CpuSeconds);
            channel.Reply(Answer(request));
        }
    }

    public void Dispose()
    {
        _voice.Dispose();
        _whisper.Dispose();
    }

    private EngineReply Answer(EngineRequest request)
    {
        try
        {
            return Do(request);
        }
        catch (ModelException unusable)
        {
            return Failed(FailureCodes.EngineUnavailable, unusable.Message);
        }
        catch (OutOfMemoryException)
        {
            return Failed(FailureCodes.ResourceLimit, "The passage needs more memory than one passage may use.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new EngineReply
            {
                Failure = new Failure(FailureCodes.Internal, "The engine could not read or write a file.", Retryable: true),
            };
        }
    }

    private EngineReply Do(EngineRequest request) => request switch
    {
        { Operation: EngineOperation.Ping } => new EngineReply(),
        { Operation: EngineOperation.Speak, Voice: { } voice } => new EngineReply
        {
            Spoken = _voice.At(request.Path).Speak(voice, request.OutputPath!),
        },
        { Operation: EngineOperation.Hear, Recording: { } recording } => new EngineReply
        {
            Heard = _whisper.At(request.Path).Hear(recording),
        },
        _ => Failed(FailureCodes.Internal, "The engine does not know this request."),
    };

    private static EngineReply Failed(string code, string message) => new() { Failure = new Failure(code, message) };
}
