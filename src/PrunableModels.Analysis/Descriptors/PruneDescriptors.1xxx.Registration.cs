using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>1xxx: what constructors register, and what TorchSharp does not know of.</content>
internal static partial class PruneDescriptors
{
    private const string Lost = "so TorchSharp does not know of its parameters: they are neither trained, saved nor pruned";

    /// <summary>A field that is assigned too late.</summary>
    public static readonly DiagnosticDescriptor LateField = New(
        "PRUNE1004",
        PruneCategories.Registration,
        DiagnosticSeverity.Warning,
        "A layer is assigned after registration",
        "'{0}' is assigned after {1} has called RegisterComponents(), " + Lost,
        "RegisterComponents() looks at the fields as they are when it first runs, and never again.");

    /// <summary>Layers where TorchSharp does not look.</summary>
    public static readonly DiagnosticDescriptor PlainCollection = New(
        "PRUNE1005",
        PruneCategories.Registration,
        DiagnosticSeverity.Warning,
        "Layers are held where they are not registered",
        "'{0}' holds layers in a {1}, which is never registered, " + Lost,
        "TorchSharp registers modules and parameters in fields, and what is in its own lists of them: it looks into no other list, array, dictionary or object.");

    /// <summary>A layer that comes too late into a list.</summary>
    public static readonly DiagnosticDescriptor LateItem = New(
        "PRUNE1006",
        PruneCategories.Registration,
        DiagnosticSeverity.Warning,
        "A layer is put into a list after registration",
        "This layer comes into a {0} that was registered before, when {1} called RegisterComponents(), " + Lost,
        "A ModuleList or ModuleDict registers what it holds when it is registered itself, and nothing that comes later; a Sequential does.");

    /// <summary>A layer for nothing.</summary>
    public static readonly DiagnosticDescriptor UnusedLayer = New(
        "PRUNE1007",
        PruneCategories.Registration,
        DiagnosticSeverity.Warning,
        "A layer is never used",
        "'{0}' is registered and never used, so its parameters are saved and never trained",
        "A layer that nothing but the constructor mentions has parameters that take memory and learn nothing.");

    /// <summary>A class that does not register.</summary>
    public static readonly DiagnosticDescriptor MissingRegistration = New(
        "PRUNE1008",
        PruneCategories.Registration,
        DiagnosticSeverity.Warning,
        "RegisterComponents() is missing",
        "'{0}' never calls RegisterComponents(){1}, " + Lost,
        "Modules in fields are registered by RegisterComponents(), which the constructor calls; who holds a module in a field calls it for it, and a Sequential does not.");
}
