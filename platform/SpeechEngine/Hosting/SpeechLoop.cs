using DaprProcessing.Engines.Protocol;
using DaprProcessing.SpeechEngine.Listening;
using DaprProcessing.SpeechEngine.Speaking;

namespace DaprProcessing.SpeechEngine.Hosting;

/// <summary>Speaks and listens; the model of the last request stays loaded.</summary>
internal sealed class SpeechLoop(EngineChannel channel) : EngineLoop(channel, "passage"), IDisposable
{
    private readonly LoadedModel<PiperVoice> _voice = new(path => new PiperVoice(path));
    private readonly LoadedModel<WhisperModel> _whisper = new(path => new WhisperModel(path));

    public void Dispose()
    {
        _voice.Dispose();
        _whisper.Dispose();
    }

    protected override EngineReply Do(EngineRequest request) => request switch
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
        _ => throw EngineFault.UnknownRequest,
    };
}
