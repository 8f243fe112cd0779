namespace PrunableModels.Package.Tests;

/// <summary>A new project that knows of the package of reports alone; all else comes with it.</summary>
public sealed class ReportingProject(PackedPackage package) : CleanProject(package, "PrunableModels.Reports", """
    using PrunableModels.Reports;

    var report = new TrainingReport("from the package");
    new TrainingView().Run(() => Console.WriteLine(report.ToHtml()));
    """);
