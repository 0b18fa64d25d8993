namespace DaprProcessing.Tts;

/// <summary>
/// Who speaks the whole document: chosen once, when it is cut, so that no worker chooses otherwise for its passage.
/// </summary>
internal sealed record VoiceChoice(string Engine, string Voice, TtsOptions Options);

/// <summary>A passage to speak: what the cut leaves for the stage.</summary>
internal sealed record PassageOrder(Audio.Speech.Passage Passage, VoiceChoice Voice);
