using System.Diagnostics;
using System.Text;

namespace PrunableModels.Package.Tests;

/// <summary>How a command ended, and all that it printed.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public Command MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}");
        return this;
    }

    public static Command Dotnet(string folder, params string[] arguments) =>
        Run(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    public static Command Run(string folder, string program, params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = StartInfo(folder, program, arguments) };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} ran for more than {Limit}\n{output}");
        }
        process.WaitForExit();
        return new Command(process.ExitCode, output.ToString());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output)
                output.AppendLine(line.Data);
        }
    }

    private static ProcessStartInfo StartInfo(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The build that started the tests leaves settings behind that tie its children to its own SDK and folders.
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(variable);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A build node that outlives the build would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return start;
    }
}
