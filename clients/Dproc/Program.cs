using DaprProcessing.Dproc;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
