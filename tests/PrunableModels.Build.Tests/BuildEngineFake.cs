using System.Collections;
using Microsoft.Build.Framework;

namespace PrunableModels.Build.Tests;

/// <summary>Collects what a task says.</summary>
internal sealed class BuildEngineFake : IBuildEngine
{
    public List<string> Messages { get; } = [];

    public List<string> WarningCodes { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        Assert.Equal(MessageImportance.High, e.Importance);
        Messages.Add(e.Message!);
    }

    public void LogWarningEvent(BuildWarningEventArgs e) => WarningCodes.Add(e.Code);

    public void LogErrorEvent(BuildErrorEventArgs e) => Assert.Fail(e.Message);

    public void LogCustomEvent(CustomBuildEventArgs e) => Assert.Fail(e.Message);

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();
}
