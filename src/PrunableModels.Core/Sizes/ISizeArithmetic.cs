namespace PrunableModels.Core;

/// <summary>What sizes are computed in: numbers, code, or the nodes of another graph.</summary>
/// <typeparam name="T">The results.</typeparam>
public interface ISizeArithmetic<T>
{
    /// <summary>A number.</summary>
    T Constant(long value);

    /// <summary>What a symbol stands for.</summary>
    T Symbol(string name);

    /// <summary>The sum.</summary>
    T Add(T left, T right);

    /// <summary>The product.</summary>
    T Multiply(T left, T right);

    /// <summary>The quotient, rounded down.</summary>
    T Divide(T dividend, T divisor);
}
