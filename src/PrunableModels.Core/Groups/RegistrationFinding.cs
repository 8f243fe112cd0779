namespace PrunableModels.Core;

/// <summary>Why parameters that a model holds are not among those that TorchSharp knows, or are there for nothing.</summary>
public enum RegistrationProblem
{
    /// <summary>The class never calls <c>RegisterComponents</c>, and neither does who holds it.</summary>
    Missing,

    /// <summary>The field is assigned after its module has registered its components.</summary>
    LateField,

    /// <summary>The module is put into a <c>ModuleList</c> or <c>ModuleDict</c> that has registered its modules.</summary>
    LateItem,

    /// <summary>The field is a list, array, dictionary or object, into which TorchSharp does not look.</summary>
    Collection,

    /// <summary>The field is registered, and <c>forward</c> uses nothing of it.</summary>
    Unused,
}

/// <summary>Something wrong with what constructors register.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Class">The class that declares the field, or that does not register.</param>
/// <param name="Field">The field; empty where the class is meant.</param>
/// <param name="By">For what comes too late, the class whose constructor registered; for what is missing, the container that does not do it, or empty.</param>
/// <param name="At">What comes too late, or null where the declaration is meant.</param>
public sealed record RegistrationFinding(RegistrationProblem Problem, string Class, string Field, string By, Origin? At);
