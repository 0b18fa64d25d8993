using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native.Pdfium;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

// Started by the engine pool, which speaks to it over stdin and stdout. On its own it does nothing.
using var channel = EngineChannel.TakeStandardStreams();
var isConfined = ProcessLimits.Apply();
PdfiumLibrary.Register();
new RequestLoop(channel, isConfined).Run();
return 0;
