using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DaprProcessing.Engines.Protocol;
using Microsoft.ML.OnnxRuntime;

namespace DaprProcessing.SpeechEngine.Speaking;

/// <summary>
/// A Piper voice: phoneme numbers in, samples out. One thread, and no noise unless asked: the same sentence has the same samples,
/// on whichever worker it is spoken.
/// </summary>
internal sealed class PiperVoice : IDisposable
{
    private readonly InferenceSession _session;
    private readonly bool _hasSpeakers;

    public PiperVoice(string path)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // An arena keeps what the longest sentence took.
            EnableCpuMemArena = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("The voice's file is no model that can be loaded.", error);
        }

        _hasSpeakers = _session.InputMetadata.ContainsKey("sid");
    }

    /// <summary>Writes raw 16-bit samples.</summary>
    public SpokenReply Speak(VoiceRequest request, string path)
    {
        var phonemes = request.Phonemes.ToArray();
        using var input = OrtValue.CreateTensorValueFromMemory(phonemes, [1, phonemes.Length]);
        using var length = OrtValue.CreateTensorValueFromMemory(new long[] { phonemes.Length }, [1]);
        float[] scaled = [(float)request.NoiseScale, (float)request.LengthScale, (float)request.NoiseWidth];
        using var scales = OrtValue.CreateTensorValueFromMemory(scaled, [3]);
        using var speaker = OrtValue.CreateTensorValueFromMemory(new long[] { request.Speaker }, [1]);
        var inputs = new Dictionary<string, OrtValue> { ["input"] = input, ["input_lengths"] = length, ["scales"] = scales };
        if (_hasSpeakers)
        {
            inputs["sid"] = speaker;
        }

        try
        {
            using var options = new RunOptions();
            using var outputs = _session.Run(options, inputs, _session.OutputNames);
            return new SpokenReply(Write(outputs[0].GetTensorDataAsSpan<float>(), path));
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("The model does not speak as a Piper voice does.", error);
        }
    }

    public void Dispose() => _session.Dispose();

    private static long Write(ReadOnlySpan<float> samples, string path)
    {
        var pcm = new byte[samples.Length * sizeof(short)];
        var whole = MemoryMarshal.Cast<byte, short>(pcm.AsSpan());
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = (short)Math.Clamp(MathF.Round(samples[i] * short.MaxValue), short.MinValue, short.MaxValue);
            whole[i] = BitConverter.IsLittleEndian ? sample : BinaryPrimitives.ReverseEndianness(sample);
        }

        File.WriteAllBytes(path, pcm);
        return samples.Length;
    }
}
