using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Tensors and numbers. TorchSharp makes a temporary object of every number that it is given, and the garbage collector may take it
/// while native code still reads it: these hold theirs until the call is over, and leave nothing to collect.
/// </summary>
internal static class TensorNumbers
{
    /// <summary>1, made once and never collected.</summary>
    public static readonly Scalar One = 1.ToScalar();

    public static torch.Tensor Plus(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.add(n, One));

    public static torch.Tensor Times(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.mul(n));

    /// <summary>tensor + other, for which TorchSharp makes a temporary 1.</summary>
    public static torch.Tensor Plus(this torch.Tensor tensor, torch.Tensor other) => tensor.add(other, One);

    /// <summary>tensor + other · number.</summary>
    public static torch.Tensor Plus(this torch.Tensor tensor, torch.Tensor other, double number)
    {
        using var held = number.ToScalar();
        return tensor.add(other, alpha: held);
    }

    public static torch.Tensor Add(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.add_(n, One));

    public static torch.Tensor Multiply(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.mul_(n));

    /// <summary>Adds other in place.</summary>
    public static torch.Tensor Add(this torch.Tensor tensor, torch.Tensor other) => tensor.add_(other, One);

    /// <summary>Adds other · number in place.</summary>
    public static torch.Tensor Add(this torch.Tensor tensor, torch.Tensor other, double number)
    {
        using var held = number.ToScalar();
        return tensor.add_(other, alpha: held);
    }

    /// <summary>Adds other² · number in place.</summary>
    public static torch.Tensor AddSquare(this torch.Tensor tensor, torch.Tensor other, double number)
    {
        using var held = number.ToScalar();
        return tensor.addcmul_(other, other, held);
    }

    /// <summary>tensor². TorchSharp's own <c>square</c> makes a temporary 2.</summary>
    public static torch.Tensor Squared(this torch.Tensor tensor) => tensor.mul(tensor);

    /// <summary>Adds numerator / denominator · number in place.</summary>
    public static torch.Tensor AddQuotient(this torch.Tensor tensor, torch.Tensor numerator, torch.Tensor denominator, double number)
    {
        using var held = number.ToScalar();
        return tensor.addcdiv_(numerator, denominator, held);
    }

    public static torch.Tensor AtLeast(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.clamp_min(n));

    public static torch.Tensor AtMost(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.clamp_max(n));

    public static torch.Tensor Is(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.eq(n));

    public static torch.Tensor IsAtLeast(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.ge(n));

    public static torch.Tensor IsBelow(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.lt(n));

    public static torch.Tensor IsAbove(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.gt(n));

    /// <summary>The tensor with a number where the mask is set.</summary>
    public static torch.Tensor Where(this torch.Tensor tensor, torch.Tensor mask, double number)
    {
        using var held = number.ToScalar();
        return tensor.masked_fill(mask, held);
    }

    /// <summary>Sets a number in place where the mask is set.</summary>
    public static void Fill(this torch.Tensor tensor, torch.Tensor mask, double number)
    {
        using var held = number.ToScalar();
        tensor.masked_fill_(mask, held);
    }

    /// <summary>Sets a number everywhere, in place.</summary>
    public static torch.Tensor Fill(this torch.Tensor tensor, double number) => With(number, tensor, static (t, n) => t.fill_(n));

    /// <summary>Sets a number in place at some positions of an axis.</summary>
    public static void FillAt(this torch.Tensor tensor, int axis, torch.Tensor positions, double number)
    {
        using var held = number.ToScalar();
        tensor.index_fill_(axis, positions, held);
    }

    /// <summary>The whole numbers from <paramref name="start"/> up to, without, <paramref name="end"/>.</summary>
    public static torch.Tensor Range(long start, long end, torch.Device? device = null)
    {
        using var first = start.ToScalar();
        using var last = end.ToScalar();
        return torch.arange(first, last, One, torch.ScalarType.Int64, device);
    }

    /// <summary>A whole number, <paramref name="count"/> times.</summary>
    public static torch.Tensor Repeated(long number, long count, torch.Device? device = null)
    {
        using var held = number.ToScalar();
        return torch.full([count], held, torch.ScalarType.Int64, device);
    }

    private static torch.Tensor With(double number, torch.Tensor tensor, Func<torch.Tensor, Scalar, torch.Tensor> compute)
    {
        using var held = number.ToScalar();
        return compute(tensor, held);
    }
}
